"""The board by mouse, by keyboard, on a phone, beside a colleague, and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from matching.models import Pair, Plan, Step
from matching.services.board import moves
from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.common.actors import Actor
from tests.browser.test_every_page import RULES, SIDEWAYS
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(live_server):
    """Amina is with Renate, Omar with Jens; Petra is free."""
    cohort = make_cohort()
    return {
        "Amina": make_mentee(cohort, given_name="Amina", family_name="Haddad"),
        "Omar": make_mentee(cohort, given_name="Omar", family_name="Said"),
        "Renate": make_mentor(cohort, given_name="Renate", family_name="Brandt"),
        "Jens": make_mentor(cohort, given_name="Jens", family_name="Vogt"),
        "Petra": make_mentor(cohort, given_name="Petra", family_name="Graf"),
    }


@pytest.fixture
def plan(people):
    plan = make_plan(people["Amina"].cohort)
    make_pair(plan, mentee=people["Amina"], mentor=people["Renate"])
    make_pair(plan, mentee=people["Omar"], mentor=people["Jens"])
    return plan


@pytest.fixture
def manager(plan):
    return make_staff(Role.MANAGER, plan.cohort.programme)


@pytest.fixture
def open_board(visit, plan, manager):
    def show(**options):
        page = visit(manager, **options)
        page.goto(f"/admin/matching/plan/{plan.pk}/change/")
        return page

    return show


def row(page, person):
    return page.locator(f"#row-{person.pk}")


def said(page):
    return page.locator(".board-sticky > .board-said")


def pairs(plan):
    rows = Pair.objects.filter(plan=plan).select_related("mentee", "mentor")
    return {pair.mentee.given_name: pair.mentor.given_name for pair in rows}


def assert_clean(page):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate(SIDEWAYS) == 0


def test_a_mentee_is_moved_by_mouse_and_the_move_undone(open_board, plan, people):
    page = open_board()
    assert_clean(page)
    option = row(page, people["Amina"]).get_by_role("button", name="Petra Graf")
    option.hover()
    expect(page.locator("[data-board] > .board-preview")).to_contain_text("2 of 2 matched")
    option.click()
    expect(said(page)).to_contain_text("Moved.")
    expect(row(page, people["Amina"])).to_contain_text("By hand")
    assert pairs(plan) == {"Amina": "Petra", "Omar": "Jens"}

    page.get_by_role("button", name="Undo").click()
    expect(said(page)).to_contain_text("Undone.")
    expect(row(page, people["Amina"]).locator(".board-mentor")).to_contain_text("Renate Brandt")
    assert pairs(plan) == {"Amina": "Renate", "Omar": "Jens"}
    page.get_by_role("button", name="Redo").click()
    expect(said(page)).to_contain_text("Done again.")
    assert pairs(plan)["Amina"] == "Petra"


@pytest.mark.parametrize("place", [".board-grip", ".board-name"])
def test_a_mentee_is_dragged_onto_a_mentor_who_is_taken(open_board, plan, people, place):
    page = open_board()
    row(page, people["Amina"]).locator(place).hover()
    page.mouse.down()
    page.mouse.move(640, 450)
    goal = row(page, people["Omar"]).locator(".board-with")
    expect(goal).to_have_class("board-with is-target")
    goal.hover()
    expect(page.locator(".board-ghost")).to_contain_text("Omar Said")
    page.mouse.up()
    expect(said(page)).to_contain_text("Moved.")
    expect(page.locator(".board-ghost")).to_have_count(0)
    assert pairs(plan)["Amina"] == "Jens"
    # Whoever made room is not left over.
    assert pairs(plan)["Omar"] in {"Petra", "Renate"}


def test_a_name_let_go_over_itself_is_no_choice_and_a_click_is_one(open_board, plan, people):
    page = open_board()
    name = row(page, people["Amina"]).locator(".board-name")
    name.hover()
    page.mouse.down()
    page.mouse.move(10, 10)
    expect(page.locator(".board-ghost")).to_have_count(1)
    name.hover()
    page.mouse.up()
    expect(page.locator(".board-ghost")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert pairs(plan) == {"Amina": "Renate", "Omar": "Jens"}
    name.click()
    expect(page.get_by_role("dialog", name="Amina Haddad")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_person_is_shown_over_the_board_and_over_a_panel(open_board, people, width):
    mentor = people["Renate"]
    mentor.introduction = "Ich höre gern zu."
    mentor.save()
    page = open_board(viewport={"width": width, "height": 740})
    about = row(page, people["Amina"]).get_by_role("link", name="Renate Brandt", exact=True)
    about.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Renate Brandt")
    expect(card).to_contain_text("Ich höre gern zu.")
    expect(card.get_by_role("heading", name="Renate Brandt")).to_be_focused()
    assert_clean(page)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(about).to_be_focused()
    page.get_by_role("link", name="Amina Haddad", exact=True).click()
    panel = page.get_by_role("dialog", name="Amina Haddad")
    panel.get_by_role("link", name="About Renate Brandt").click()
    expect(card).to_be_visible()
    card.get_by_role("link", name="Back to the board").click()
    expect(card).to_be_hidden()
    expect(panel).to_be_visible()


def test_twelve_pairs_fit_on_a_screen_and_undo_stays_in_sight(visit, plan, people, manager):
    for _number in range(30):
        mentor = make_mentor(plan.cohort)
        make_pair(plan, mentee=make_mentee(plan.cohort), mentor=mentor)
    moves.remove(plan, mentee=people["Omar"].pk, version=0, by=Actor.of(manager), now=clock.now())
    address = f"/admin/matching/plan/{plan.pk}/change/"
    page = visit(manager)
    page.goto(address)
    page.get_by_role("link", name="Compact").click()
    bottoms = page.locator(".board-row").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 900 for bottom in bottoms) >= 12
    assert_clean(page)
    # Remembered on the next visit, and by the answers to steps.
    page.goto(address)
    page.mouse.wheel(0, 5000)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport(ratio=1)
    undo.click()
    expect(said(page)).to_contain_text("Undone.")
    expect(said(page)).to_be_in_viewport()
    page.get_by_role("link", name="With reasons").click()
    expect(page.locator(".board.is-compact")).to_have_count(0)


def test_a_mentee_is_moved_by_keyboard(open_board, plan, people):
    page = open_board()
    page.get_by_role("link", name="Amina Haddad", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Omar Said", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Omar Said")
    expect(dialog.get_by_placeholder("Find a mentor")).to_be_focused()
    assert_clean(page)
    page.keyboard.type("petra")
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".board-preview")).to_contain_text("2 of 2 matched")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("Moved.")
    expect(page.get_by_role("link", name="Omar Said", exact=True)).to_be_focused()
    assert pairs(plan) == {"Amina": "Renate", "Omar": "Petra"}


def test_rows_are_found_and_a_pair_confirmed(open_board, plan, people):
    page = open_board()
    page.get_by_placeholder("Name of a mentee or mentor").fill("vogt")
    expect(row(page, people["Amina"])).to_be_hidden()
    expect(row(page, people["Omar"])).to_be_visible()
    row(page, people["Omar"]).get_by_role("link", name="Confirm").click()
    dialog = page.get_by_role("dialog", name="Omar Said")
    dialog.get_by_label("Why these two").fill("Beide mögen Kommunalpolitik.")
    dialog.get_by_role("button", name="Confirm the pair").click()
    expect(said(page)).to_contain_text("Confirmed.")
    pair = Pair.objects.get(plan=plan, mentee=people["Omar"])
    assert (pair.confirmed, pair.rationale) == (True, "Beide mögen Kommunalpolitik.")


def test_a_colleague_was_quicker_and_the_wish_is_offered_again(open_board, plan, people):
    page = open_board()
    colleague = make_staff(Role.MANAGER, plan.cohort.programme)
    colleague.name = "Miriam Keller"
    colleague.save()
    moves.remove(plan, mentee=people["Omar"].pk, version=0, by=Actor.of(colleague), now=clock.now())
    row(page, people["Amina"]).get_by_role("button", name="Petra Graf").click()
    alert = page.locator(".board-stale")
    expect(alert).to_contain_text("Miriam Keller changed this plan")
    expect(row(page, people["Omar"])).to_contain_text("No mentor yet")
    assert pairs(plan) == {"Amina": "Renate"}
    assert_clean(page)
    alert.get_by_role("button", name="Do it all the same").click()
    expect(said(page)).to_contain_text("Moved.")
    expect(alert).to_have_count(0)
    assert pairs(plan) == {"Amina": "Petra"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_is_enough(open_board, plan, people, scheme):
    page = open_board(viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True)
    assert_clean(page)
    page.get_by_role("link", name="Amina Haddad", exact=True).tap()
    dialog = page.get_by_role("dialog", name="Amina Haddad")
    expect(dialog).to_be_visible()
    assert_clean(page)
    dialog.get_by_role("button", name="Petra Graf").tap()
    expect(said(page)).to_contain_text("Moved.")
    assert pairs(plan)["Amina"] == "Petra"


def test_without_script_the_same_forms_lead_there(open_board, plan, people):
    page = open_board(java_script_enabled=False)
    row(page, people["Amina"]).get_by_role("button", name="Petra Graf").click()
    page.get_by_text("Moved.").wait_for()
    assert pairs(plan)["Amina"] == "Petra"

    page.get_by_role("link", name="Omar Said", exact=True).click()
    page.get_by_role("heading", name="Omar Said").wait_for()
    page.get_by_role("button", name="Renate Brandt").click()
    page.get_by_text("Moved.").wait_for()
    assert pairs(plan)["Omar"] == "Renate"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    assert pairs(plan)["Omar"] == "Jens"
    assert Step.objects.filter(plan=Plan.objects.get()).count() == 2

"""Two plans of a cohort beside each other."""

from matching.models import Pair
from matching.services.board import moves
from matching.services.board.boards import Board
from matching.services.board.compare import compare
from matching.services.runs import plans
from tests.factories.applications import NOW


def test_where_two_plans_differ(play):
    copy = plans.duplicate(play.plan, name="Zweiter", by=play.by, now=NOW)
    before = play.board()
    assert compare(before, before).differences == ()
    how = {"by": play.by, "now": NOW}
    moves.move(copy, mentee=play.amina.pk, mentor=play.petra.pk, version=0, **how)
    copy.refresh_from_db()
    moves.remove(copy, mentee=play.omar.pk, version=copy.version, **how)
    assert Pair.objects.filter(plan=copy).count() == 1

    found = compare(before, Board(copy, before.frame))

    told = {each.mentee: (each.mentors, each.points) for each in found.differences}
    assert told == {
        str(play.amina.pk): ((str(play.renate.pk), str(play.petra.pk)), (10, 10)),
        str(play.omar.pk): ((str(play.jens.pk), ""), (10, None)),
    }
    assert found.same == 0
    assert [figures.matched for figures in found.figures] == [2, 1]

"""A board for tests, with a few people on it."""

from matching.models import Pair, Plan
from matching.services.board import boards, moves
from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_mentee, make_mentor


class Play:
    """Amina is with Renate, Omar with Jens; Petra is free. All would get the same points."""

    def __init__(self):
        self.cohort = make_cohort()
        self.amina, self.omar = (make_mentee(self.cohort) for _ in range(2))
        self.renate, self.jens, self.petra = (make_mentor(self.cohort) for _ in range(3))
        self.plan = make_plan(self.cohort)
        make_pair(self.plan, mentee=self.amina, mentor=self.renate)
        make_pair(self.plan, mentee=self.omar, mentor=self.jens)
        self.by = Actor.of(make_staff(Role.MANAGER, self.cohort.programme))

    @property
    def how(self):
        self.plan.refresh_from_db()
        return {"version": self.plan.version, "by": self.by, "now": NOW}

    @property
    def pairs(self):
        rows = Pair.objects.filter(plan=self.plan)
        return {pair.mentee_id: pair.mentor_id for pair in rows}

    def board(self):
        plan = Plan.objects.select_related("run", "cohort__programme").get(pk=self.plan.pk)
        return boards.load(plan, by=self.by, now=NOW)

    def move(self, mentee, mentor, displaced=None, goes_to=None):
        ids = {"displaced": displaced, "goes_to": goes_to}
        ids = {name: one and one.pk for name, one in ids.items()}
        return moves.move(self.plan, mentee=mentee.pk, mentor=mentor.pk, **ids, **self.how)

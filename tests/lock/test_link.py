"""Units without a user code play for the partner they are bound to."""

from __future__ import annotations

import pytest

from headunit.lock import (
    Advance,
    Answered,
    LinkOn,
    LinkPhase,
    LinkProfile,
    LinkState,
    SupplyOff,
    link_deadline,
    step_link,
)

NATS = LinkProfile()
BOUND = LinkState(partner="this car")
ASKS = LinkState("wait", "this car", 300)


def test_a_new_unit_binds_itself_to_the_first_partner_for_good() -> None:
    new = step_link(NATS, LinkState(), LinkOn())
    assert new == LinkState("new")
    assert step_link(NATS, new, Answered("")) == new
    assert step_link(NATS, new, Advance(10**6)) == new
    plays = step_link(NATS, new, Answered("this car"))
    assert plays == LinkState("plays", "this car")
    assert step_link(NATS, plays, SupplyOff()) == BOUND


def test_a_unit_that_does_not_learn_stays_new() -> None:
    profile = LinkProfile(learns=False)
    assert step_link(profile, LinkState("new"), Answered("this car")) == LinkState("new")


def test_a_bound_unit_waits_for_its_partner_and_plays() -> None:
    assert step_link(NATS, BOUND, LinkOn()) == ASKS
    assert link_deadline(ASKS) == 300
    assert step_link(NATS, ASKS, Answered("this car")) == LinkState("plays", "this car")
    assert step_link(NATS, ASKS, Advance(299)) == ASKS._replace(timer_ms=1)


@pytest.mark.parametrize("event", [Answered("another car"), Advance(300), Advance(301)])
def test_without_the_right_answer_it_is_secure_until_that_comes(event: Answered | Advance) -> None:
    secure = step_link(NATS, ASKS, event)
    assert secure == LinkState("secure", "this car")
    assert link_deadline(secure) is None
    assert step_link(NATS, secure, Advance(10**6)) == secure
    assert step_link(NATS, secure, Answered("another car")) == secure
    assert step_link(NATS, secure, Answered("this car")) == LinkState("plays", "this car")


def test_what_means_nothing_changes_nothing() -> None:
    assert step_link(NATS, ASKS, LinkOn()) == ASKS
    assert step_link(NATS, ASKS, Advance(0)) == ASKS
    assert step_link(NATS, ASKS, Advance(-1)) == ASKS
    assert step_link(NATS, BOUND, Answered("this car")) == BOUND
    plays = LinkState(LinkPhase.PLAYS, "this car")
    assert step_link(NATS, plays, Answered("another car")) == plays
    assert step_link(NATS, plays, LinkOn()) == plays
    assert step_link(NATS, ASKS, Advance(1)) == ASKS._replace(timer_ms=299)

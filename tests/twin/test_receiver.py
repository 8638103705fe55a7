"""Stations and volume of a radio that plays."""

from __future__ import annotations

from headunit.twin.receiver import Settings, store_or_recall, turn_volume


def test_a_short_press_calls_up_and_a_long_one_stores() -> None:
    settings = store_or_recall(Settings(), 3, 150)
    assert settings.tuned_khz == Settings().stations_khz[2]
    stored = store_or_recall(settings, 1, 2_000)
    assert stored.stations_khz[0] == settings.tuned_khz
    assert stored.stations_khz[1:] == settings.stations_khz[1:]
    assert store_or_recall(settings, 7, 150) == store_or_recall(settings, 0, 150) == settings


def test_the_volume_stays_within_its_scale() -> None:
    assert turn_volume(Settings(), 3).volume == 13
    assert turn_volume(Settings(), 99).volume == 30
    assert turn_volume(Settings(), -99).volume == 0

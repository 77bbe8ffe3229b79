"""What pictures show: compared by structure; and that nothing drawn lies upon anything else."""

from __future__ import annotations

import io
import itertools
import math
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ispolkom_bot.calendar import julian_day
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import LANGUAGES, HistoricalDate, Lang
from ispolkom_bot.render.pictures import drawing, lettering
from ispolkom_bot.render.pictures.composition import dated
from ispolkom_bot.render.pictures.data import (
    OF_THE_BASE,
    Composition,
    Day,
    Offices,
    Picture,
    PictureError,
    Progress,
    Timeline,
)
from ispolkom_bot.render.pictures.draw_composition import seats
from ispolkom_bot.render.pictures.page import MARGIN, WIDTH
from ispolkom_bot.render.pictures.progress import progress
from ispolkom_bot.render.pictures.request import nothing, picture
from ispolkom_bot.render.pictures.scene import Scene, Words
from ispolkom_bot.render.pictures.spread import spread

NUMBERS = Progress(
    known=412,
    learning=96,
    new=962,
    due=17,
    days=tuple(Day(f"2026-11-{day:02}", 12 + day % 5, 10) for day in range(10, 24)),
    ahead=(23, 14, 9, 30, 4, 11, 7),
)


def on(iso: str) -> HistoricalDate:
    return HistoricalDate(iso, iso)


@pytest.fixture(scope="module")
def base(engine: Engine) -> Compiled:
    return engine.base


def made(base: Compiled, *arguments: object) -> Picture:
    found = picture(base, *arguments)  # type: ignore[arg-type]
    assert found is not None
    return found


def every(base: Compiled, language: Lang) -> list[Picture]:
    """Every picture that the base can make without a date."""
    found = [
        picture(base, kind, thing, language)
        for kind in OF_THE_BASE
        for thing, head in base.heads.items()
        if head.kind != "outside"
    ]
    return [one for one in found if one is not None]


@pytest.fixture(scope="module")
def drawn(base: Compiled) -> dict[Lang, list[tuple[Picture, Scene]]]:
    """Every picture with its drawing, by language."""
    return {
        language: [
            (one, drawing.lay_out(one))
            for one in (*every(base, language), progress(NUMBERS, language))
        ]
        for language in LANGUAGES
    }


def shares(found: Picture) -> dict[str, int]:
    assert isinstance(found.body, Composition)
    return {share.party: share.count for share in found.body.shares}


def test_the_composition_of_april_shows_whose_party_is_not_told(base: Compiled) -> None:
    found = made(base, "composition")
    assert shares(found) == {
        "bolsheviks": 12,
        "socialist-revolutionaries": 22,
        "mensheviks": 23,
        "": 15,
    }
    assert isinstance(found.body, Composition)
    assert (found.body.total, found.body.unit) == (72, "members")
    assert found.facts == ("executive-committee/parties-spring-1917",)
    assert any("Pipes" in source for source in found.sources)
    assert "Bolsheviks 12" in found.caption


@pytest.mark.parametrize(
    ("thing", "day", "total", "rest"),
    [
        ("vtsik", "1917-06-30", 320, 7),
        ("vtsik", "1917-11-01", 0, None),
        ("first-congress-of-soviets", "1917-06-10", 777, 75),
        ("congress-of-soviets-of-the-northern-region", "1917-10-11", 94, None),
        ("vikzhel", "1917-09", 0, None),
    ],
)
def test_the_whole_is_what_the_fact_says(
    thing: str, day: str, total: int, rest: int | None, base: Compiled
) -> None:
    found = made(base, "composition", thing, "en", "old", on(day))
    assert isinstance(found.body, Composition)
    assert found.body.total == total
    assert shares(found).get("") == rest
    assert any("how many, the sources do not say" in note for note in found.notes) == (not total)


def test_before_the_first_count_those_known_by_name_are_counted(base: Compiled) -> None:
    found = made(base, "composition", "executive-committee", "ru", "old", on("1917-02-28"))
    counted = shares(found)
    assert counted["mensheviks"] >= 5
    assert "Подсчитано по членам, известным базе по именам." in found.notes
    assert isinstance(found.body, Composition)
    assert found.body.unit == "известны по именам"


def test_the_first_committee_had_fifteen_of_whom_some_are_not_known(base: Compiled) -> None:
    found = made(base, "bars", "executive-committee", "en", "old", on("1917-02-27"))
    assert isinstance(found.body, Composition)
    assert found.body.total == 15 == found.body.counted
    assert found.body.bars


def test_the_government_by_party_changes_with_the_date(base: Compiled) -> None:
    first = shares(
        made(base, "composition", "provisional-government", "en", "old", on("1917-03-10"))
    )
    later = shares(
        made(base, "composition", "provisional-government", "en", "old", on("1917-05-20"))
    )
    assert "mensheviks" not in first
    assert later["mensheviks"] == 2


def test_counts_have_dates(base: Compiled) -> None:
    assert [date.first[:7] for date in dated(base, "vtsik")] == ["1917-06", "1917-10"]


def test_offices_with_their_holders(base: Compiled) -> None:
    body = made(base, "offices", "petrograd-soviet", "en").body
    assert isinstance(body, Offices)
    chair = body.offices[0]
    assert chair.name == "Chairman"
    assert [h.name.split()[-1] for h in chair.holders] == ["Chkheidze", "Trotsky", "Zinoviev"]
    chkheidze, trotsky, zinoviev = (holder.bar for holder in chair.holders)
    assert (chkheidze.sure_from, chkheidze.sure_to) == (chkheidze.first, chkheidze.last)
    assert trotsky.last is not None
    assert trotsky.sure_to < trotsky.last  # December alone is told
    assert zinoviev.last is not None
    assert zinoviev.last > body.end


def test_an_open_end_is_open(base: Compiled) -> None:
    body = made(base, "offices", "executive-committee", "ru").body
    assert isinstance(body, Offices)
    deputies = next(o for o in body.offices if o.name == "Товарищ председателя")
    assert {holder.bar.last for holder in deputies.holders} == {None}


def test_the_offices_of_a_day(base: Compiled) -> None:
    found = made(base, "offices", "provisional-government", "en", "old", on("1917-06-01"))
    assert isinstance(found.body, Offices)
    assert found.body.mark == julian_day("1917-06-01", "old")
    names = {h.name for office in found.body.offices for h in office.holders}
    assert "Viktor Chernov" in names
    assert "Pavel Milyukov" not in names


def test_the_offices_of_a_person(base: Compiled) -> None:
    found = made(base, "offices", "kerensky", "ru")
    assert isinstance(found.body, Offices)
    assert any(o.name == "Министр юстиции · Временное правительство" for o in found.body.offices)


def test_a_timeline_has_its_dates_in_order_and_in_both_calendars(base: Compiled) -> None:
    found = made(base, "timeline", "kerensky")
    assert isinstance(found.body, Timeline)
    events = found.body.events
    assert [event.first for event in events] == sorted(event.first for event in events)
    assert events[0].first < found.body.start < events[1].first
    assert any(event.date == "30 Aug 1917 (12 Sept)" for event in events)
    assert len(found.facts) <= len(events) <= 12


def test_the_timeline_of_the_whole_has_the_great_events(base: Compiled) -> None:
    told = made(base, "timeline", "", "ru").caption
    for name in ("Февральская революция", "Июльские дни", "Октябрьская революция"):
        assert name in told


def test_a_timeline_of_a_month(base: Compiled) -> None:
    body = made(base, "timeline", "kerensky", "en", "old", on("1917-05")).body
    assert isinstance(body, Timeline)
    assert all("May" in event.date for event in body.events)


@pytest.mark.parametrize("kind", OF_THE_BASE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_there_is_no_picture_but_a_word(
    kind: str, language: Lang, base: Compiled
) -> None:
    thing = "galili"
    assert picture(base, kind, thing, language) is None  # type: ignore[arg-type]
    said = nothing(base, kind, thing, language)  # type: ignore[arg-type]
    assert base.heads[thing].name.say(language) in said


def overlaps(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of lines of text that lie upon each other."""
    lines = [mark for mark in scene.marks if isinstance(mark, Words)]
    lines.sort(key=lambda line: line.y)
    found = []
    for index, line in enumerate(lines):
        for other in itertools.islice(lines, index + 1, None):
            if other.y - other.size * 0.75 >= line.y:
                if other.y - line.y > 100:
                    break
                continue
            apart = line.left + line.width <= other.left or other.left + other.width <= line.left
            if not apart:
                found.append((line.text, other.text))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_picture_of_the_base_has_text_upon_text_or_beyond_its_edge(
    language: Lang, drawn: dict[Lang, list[tuple[Picture, Scene]]]
) -> None:
    assert len(drawn[language]) > 150
    assert {one.kind for one, _ in drawn[language]} == {*OF_THE_BASE, "progress"}
    for one, scene in drawn[language]:
        assert not overlaps(scene), one.title
        for mark in scene.marks:
            if isinstance(mark, Words):
                assert mark.left >= MARGIN - 45, (one.title, mark.text)
                assert mark.left + mark.width <= WIDTH - MARGIN + 8, (one.title, mark.text)
                assert mark.y < scene.height
        # What Telegram takes as a photo: sides of at most 10,000 together, none 20 times the other.
        assert 2 * (scene.width + scene.height) <= 10_000, (one.kind, one.title)
        assert one.caption.endswith(".")
        assert one.sources or one.kind == "progress"
        assert one.facts or one.kind == "progress"


@pytest.mark.parametrize("kind", OF_THE_BASE)
def test_svg_has_the_same_text_as_text(kind: str, base: Compiled) -> None:
    thing = {"offices": "sovnarkom", "timeline": "july-days"}.get(kind, "vtsik")
    one = made(base, kind, thing, "ru")
    scene = drawing.lay_out(one)
    root = ET.fromstring(drawing.draw(one, "svg"))  # noqa: S314 - our own
    names = {"s": "http://www.w3.org/2000/svg"}
    texts = [text.text for text in root.findall("s:text", names)]
    assert texts == [mark.text for mark in scene.marks if isinstance(mark, Words)]
    assert root.findtext("s:desc", namespaces=names) == one.caption


@pytest.mark.parametrize("form", drawing.FORMS)
def test_the_same_base_makes_the_same_bytes(form: drawing.Form, base: Compiled) -> None:
    one = made(base, "offices", "vtsik", "ru")
    first = drawing.draw(one, form)
    lettering.font.cache_clear()
    assert drawing.draw(made(base, "offices", "vtsik", "ru"), form) == first


def test_png_is_dark_on_white_and_twice_as_fine(base: Compiled) -> None:
    one = made(base, "composition")
    scene = drawing.lay_out(one)
    image = Image.open(io.BytesIO(drawing.draw(one)))
    assert image.size == (2 * scene.width, 2 * scene.height)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=1)
    plain = image.convert("RGB")
    assert plain.getpixel((3, 3)) == (255, 255, 255)
    colours = plain.getcolors(1 << 16)
    assert colours is not None
    assert min(sum(colour) for _, colour in colours) < 120  # type: ignore[arg-type,misc]


def test_every_letter_of_the_base_has_a_shape(
    drawn: dict[Lang, list[tuple[Picture, Scene]]],
) -> None:
    """No picture shows the empty box of a letter that the font lacks."""
    missing = bytes(lettering.font(40).getmask("\U0010fffd"))
    letters = {
        letter
        for _, scene in itertools.chain.from_iterable(drawn.values())
        for mark in scene.marks
        if isinstance(mark, Words)
        for letter in mark.text
        if not letter.isspace()
    }
    assert len(letters) > 100
    lacking = {ch for ch in letters if bytes(lettering.font(40).getmask(ch)) == missing}
    assert not lacking


def test_without_pillow_it_says_what_to_do(base: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(base, "composition")
    lettering.font.cache_clear()
    lettering.width.cache_clear()
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(PictureError, match=r"pip install 'ispolkom-bot\[pictures\]'"):
        drawing.draw(one)


@given(count=st.integers(1, 900))
def test_seats_are_as_many_as_asked_and_apart(count: int) -> None:
    found = seats(count)
    assert len(found) == count
    places = [
        (radius * math.cos(math.pi * (1 - turn)), radius * math.sin(math.pi * turn))
        for turn, radius, _ in found
    ]
    size = found[0][2]
    nearest = (
        min((math.dist(a, b) for a, b in itertools.combinations(places, 2)), default=math.inf)
        if count <= 60
        else math.inf
    )
    assert nearest >= 2 * size * 0.999


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 200)), max_size=14),
    st.floats(0, 50),
)
def test_labels_keep_their_order_and_never_overlap(
    labels: list[tuple[float, float]], top: float
) -> None:
    wanted = sorted(want for want, _ in labels)
    heights = [height for _, height in labels]
    tops = spread(wanted, heights, top, top + sum(heights) + 100)
    assert len(tops) == len(labels)
    for (y, height), after in itertools.pairwise(zip(tops, heights, strict=True)):
        assert y + height <= after[0] + 1e-6
    if tops:
        assert tops[0] >= top - 1e-6
        assert tops[-1] + heights[-1] <= top + sum(heights) + 100 + 1e-6


def test_wrapping_keeps_every_word_and_breaks_what_is_too_long() -> None:
    text = "Исполнительный комитет Петроградского Совета " + "а" * 90
    lines = lettering.wrap(text, 28, 300)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(lettering.width(line, 28) <= 300 for line in lines)


def test_progress_without_days_or_plans() -> None:
    bare = progress(Progress(known=0, learning=0, new=0, due=0, topic="Order No. 1"), "en")
    assert bare.title == "Your progress: Order No. 1"
    assert not overlaps(drawing.lay_out(bare))

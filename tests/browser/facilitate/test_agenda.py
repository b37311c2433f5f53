"""The agenda of a workshop: dragged, added to, taken from, and kept."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import TOPICS, Desk, divided_group, result, shared_desk
from tests.browser.workshops import DESK
from tests.core.samples import CODES, as_bytes

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def desk(workshop_desk: Desk) -> Desk:
    """Return the page with the workshop view open, at the list of its topics."""
    return workshop_desk


@pytest.fixture(scope="module")
def phone_table(browser, address) -> Iterator[tuple[Desk, bytes]]:
    """Return a page on a phone, which has a touch screen, and a workspace with the group."""
    with shared_desk(browser, address, viewport=PHONE, has_touch=True, is_mobile=True) as desk:
        desk.add_files(divided_group())
        yield desk, desk.save("download-workspace")[1]


@pytest.fixture
def phone(phone_table: tuple[Desk, bytes]) -> Iterator[Desk]:
    """Return that page with the workshop view open, at the list of its topics."""
    desk, workspace = phone_table
    desk.start_from(workspace).reveal()
    desk.press("workshop")
    yield desk
    desk.press("close-workshop")


def row(desk: Desk, code: str) -> Locator:
    return desk.workshop.locator(f"[data-topic='{code}']")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def take(desk: Desk, code: str) -> None:
    """Press the mouse on the grip of a topic."""
    desk.page.mouse.move(*middle(row(desk, code).locator(".pat-grip")))
    desk.page.mouse.down()


def hold_at(desk: Desk, code: str, by: int) -> None:
    """Move the pressed mouse to so many pixels below the middle of a topic."""
    x, y = middle(row(desk, code))
    desk.page.mouse.move(x, y + by, steps=5)


def marks(desk: Desk) -> list[tuple[str | None, str | None]]:
    """Return at which topics a line shows where the dragged row will land."""
    found = desk.workshop.locator("[data-drop]").all()
    return [(each.get_attribute("data-topic"), each.get_attribute("data-drop")) for each in found]


def finger(desk: Desk) -> Callable[..., None]:
    """Return what puts a finger down, moves it and lifts it, as a touch screen reports it."""
    session = desk.page.context.new_cdp_session(desk.page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    return touch


def add(desk: Desk, code: str) -> None:
    desk.workshop.get_by_label("Add a statement").select_option(code)
    desk.press("add-topic")


# Dragging


def test_row_lands_where_the_line_was(desk):
    """The line stands before a row in its upper half, after it in its lower half."""
    take(desk, "2B")
    hold_at(desk, "3B", -4)
    assert marks(desk) == [("3B", "before")]
    line = row(desk, "3B").evaluate("each => getComputedStyle(each, '::after').borderTopWidth")
    assert line == "4px"
    desk.page.mouse.up()
    assert desk.agenda() == ["5D", "2B", "3B", "1B", "1C", "2A"]
    assert marks(desk) == []
    expect(desk.workshop.get_by_role("status")).to_have_text("2B is topic 2 now.")
    take(desk, "5D")
    hold_at(desk, "2A", 4)
    assert marks(desk) == [("2A", "after")]
    desk.page.mouse.up()
    assert desk.agenda() == ["2B", "3B", "1B", "1C", "2A", "5D"]


def test_row_that_comes_back_to_its_place_is_not_moved(desk):
    """No line, no word, and the order is still the proposed one."""
    take(desk, "3B")
    hold_at(desk, "1C", 4)
    hold_at(desk, "5D", 8)
    assert marks(desk) == []
    desk.page.mouse.up()
    assert desk.agenda() == TOPICS
    expect(desk.workshop.get_by_role("status")).to_have_text("")


def test_escape_ends_the_drag_and_not_the_view(desk):
    """Nothing has moved, also when the button is let go; the next Escape closes the view."""
    take(desk, "2B")
    hold_at(desk, "5D", -4)
    desk.page.keyboard.press("Escape")
    assert marks(desk) == []
    expect(desk.workshop).to_be_visible()
    desk.page.mouse.up()
    assert desk.agenda() == TOPICS
    desk.page.keyboard.press("Escape")
    expect(desk.workshop).to_be_hidden()


def test_only_the_main_button_drags(desk):
    """The right button is for a menu."""
    desk.page.mouse.move(*middle(row(desk, "2B").locator(".pat-grip")))
    desk.page.mouse.down(button="right")
    hold_at(desk, "5D", -4)
    assert marks(desk) == []
    desk.page.mouse.up(button="right")
    assert desk.agenda() == TOPICS


def test_finger_drags(phone):
    """On a phone, where the list scrolls by itself once the finger comes near an end."""
    touch = finger(phone)
    grip = row(phone, "3B").locator(".pat-grip")
    grip.scroll_into_view_if_needed()
    x, y = middle(grip)
    touch("Start", x, y)
    for step in range(1, 6):
        touch("Move", x, y + (PHONE["height"] - 10 - y) * step / 5)
    expect(row(phone, "2B")).to_have_attribute("data-drop", "after")
    touch("End")
    assert phone.agenda() == ["5D", "1B", "1C", "2A", "2B", "3B"]


def test_finger_that_the_system_takes_away_moves_nothing(phone):
    """A call comes in: the row stays where it was."""
    touch = finger(phone)
    x, y = middle(row(phone, "5D").locator(".pat-grip"))
    touch("Start", x, y)
    touch("Move", x, middle(row(phone, "3B"))[1] + 10)
    expect(phone.workshop.locator("[data-drop]")).to_have_count(1)
    touch("Cancel")
    expect(phone.workshop.locator("[data-drop]")).to_have_count(0)
    assert phone.agenda() == TOPICS


# Topics by hand


def test_statement_is_added_like_any_other_topic(desk):
    """By its principle, at the end, with counts; it then is no longer offered."""
    groups = desk.workshop.locator("[data-add-topic] optgroup")
    expect(groups).to_have_count(6)
    assert groups.nth(3).get_attribute("label").startswith("4. ")
    options = desk.workshop.locator("[data-add-topic] option")
    expect(options).to_have_count(1 + len(CODES) - len(TOPICS))
    add(desk, "4A")
    assert desk.agenda() == [*TOPICS, "4A"]
    expect(options).to_have_count(len(CODES) - len(TOPICS))
    expect(desk.workshop.get_by_role("status")).to_have_text("4A is topic 7 now.")
    assert desk.minutes_of("4A").input_value() == "8"
    row(desk, "4A").locator(".pat-topic-name").click()
    expect(desk.workshop.locator("[data-topic-principle]")).to_contain_text("4. ")
    desk.press("show-answers")
    expect(desk.workshop.locator("[data-topic-figures]")).to_contain_text(
        "agree 8, strongly agree 0"
    )
    expect(desk.workshop.locator("[data-topic-why]")).to_be_hidden()


def test_nothing_chosen_adds_nothing(desk):
    """The choice gets the focus, and a sentence says so."""
    desk.press("add-topic")
    assert desk.agenda() == TOPICS
    expect(desk.workshop.get_by_label("Add a statement")).to_be_focused()
    expect(desk.workshop.get_by_role("status")).to_have_text("Choose a statement first.")


def test_topic_is_taken_off_and_comes_back(desk):
    """The focus goes to the next one; it can be added again, at its place."""
    row(desk, "3B").get_by_role("button", name="Take off").click()
    assert desk.agenda() == ["5D", *TOPICS[2:]]
    expect(row(desk, "1B").get_by_role("button", name="Take off")).to_be_focused()
    expect(desk.workshop.get_by_role("status")).to_contain_text("3B is off the list.")
    add(desk, "3B")
    assert desk.agenda() == TOPICS
    expect(desk.workshop.get_by_role("status")).to_have_text("3B is topic 2 now.")


def test_last_topic_leaves_a_list_to_add_to(desk):
    """Then neither start nor cards are offered, and the focus is on what can be done."""
    for code in TOPICS:
        row(desk, code).get_by_role("button", name="Take off").click()
    expect(desk.workshop.locator("[data-no-topics]")).to_be_visible()
    for action in ("first-topic", "print-cards"):
        expect(desk.workshop.locator(f"[data-action={action}]")).to_be_hidden()
    expect(desk.workshop.get_by_label("Add a statement")).to_be_focused()
    add(desk, "6F")
    assert desk.agenda() == ["6F"]
    desk.press("first-topic")
    expect(desk.topic).to_have_text("6F")


def test_group_without_a_topic_gets_its_topics_by_hand(page):
    """Four people agree on everything: no rule names a topic."""
    desk = Desk(page).open().add_files([result("3" * 36, n, mode="open") for n in range(4)])
    desk.reveal()
    expect(page.locator("[data-action=start-actions]")).to_be_hidden()
    desk.press("workshop")
    expect(desk.workshop).to_contain_text("No topic is on the list", use_inner_text=True)
    add(desk, "2C")
    assert desk.agenda() == ["2C"]
    desk.press("close-workshop")
    desk.press("start-actions")
    expect(desk.row_field(0, "topic")).to_have_value("2C")


# What is kept


def test_agenda_comes_back_with_the_workspace(desk, page):
    """Order, minutes, minutes in all, what was added and what was taken off."""
    row(desk, "2B").get_by_role("button", name="Up").click()
    desk.minutes_of("2B").fill("25")
    desk.page.locator("[data-minutes-all]").fill("90")
    add(desk, "4A")
    row(desk, "3B").get_by_role("button", name="Take off").click()
    kept = ["5D", "1B", "1C", "2B", "2A", "4A"]
    assert desk.agenda() == kept
    desk.press("close-workshop")
    saved = desk.saved("download-workspace")
    assert saved["agenda"] == {
        "order": ["5D", "1B", "1C", "2B", "2A"],
        "minutes": {"2B": 25},
        "total": 90,
        "added": ["4A"],
        "removed": ["3B"],
    }
    other = Desk(page).open()
    other.open_file("workspace", as_bytes(saved))
    other.reveal().press("workshop")
    assert other.agenda() == kept
    expect(other.minutes_of("2B")).to_have_value("25")
    expect(other.page.locator("[data-minutes-all]")).to_have_value("90")
    assert other.minutes_of("4A").input_value() == "13"
    other.press("close-workshop")
    assert other.saved("download-workspace")["agenda"] == saved["agenda"]


def test_order_made_by_hand_outlives_late_files(desk):
    """Five more make one more topic, which follows; what was taken off stays off."""
    row(desk, "2B").get_by_role("button", name="Up").click()
    row(desk, "5D").get_by_role("button", name="Take off").click()
    before = desk.agenda()
    desk.press("close-workshop")
    desk.press("reopen")
    place = CODES.index("4A")
    marks = "3" * place + "1" + "3" * (35 - place)
    desk.add_files([result(marks, number) for number in range(20, 25)])
    desk.reveal().press("workshop")
    assert desk.agenda() == [*before, "4A"]


def test_another_group_file_starts_with_an_agenda_of_its_own(desk):
    """What was taken off of one group may be what another has to talk about."""
    row(desk, "5D").get_by_role("button", name="Take off").click()
    desk.press("close-workshop")
    group = as_bytes(desk.saved("download-group"))
    desk.choose_files([("group.json", group)], "[name=group]")
    desk.press("take-file")
    expect(desk.status).to_contain_text("is open")
    desk.wait_for_group()
    expect(desk.page.locator("[data-group-hint]")).to_be_hidden()
    desk.press("workshop")
    expect(row(desk, "5D")).to_be_visible()


def test_all_that_is_pressed_is_large_enough(desk):
    """Grips, buttons and fields, 24 pixels each way at least, on a desk and on a phone."""
    for size in (DESK, PHONE):
        desk.page.set_viewport_size(size)
        small = desk.workshop.evaluate(
            """view => [...view.querySelectorAll("button, input, select, textarea, .pat-grip")]
              .filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()])
              .filter(([, { width, height }]) => width < 24 || height < 24)
              .map(([e, box]) => `${e.outerHTML} ${box.width}x${box.height}`)"""
        )
        assert small == [], size

"""The review: queues that hold still, cards judged by one key, second passes that hide, and what two see differently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.workbench.conftest import Served, Visit

from dateline.chronicle.judgements import Correct, Deed, Judgement, Judgements, Verdict, beside

expect.set_options(timeout=30_000)      # a machine may be busy

QUEUES = ("disagreement", "doubt", "stakes", "sample")


def cards(served: Served, queue: str = "sample", **more: Any) -> Any:
    return served.get("/review.json", queue=queue, by=more.pop("by", "Mina"), **more)


def keys(found: Any) -> list[tuple[str, str]]:
    return [(one["report"], one["event"]) for one in found["rows"]]


def say(served: Served, by: str, *deeds: Deed, why: str | None = None) -> None:
    chronicle = served.desk.chronicle
    at = chronicle.judgements.stamp(datetime.now(UTC))
    chronicle.judge(*(Judgement.make(deed, by=by, at=at, why=why) for deed in deeds))


def kept(served: Served) -> list[Judgement]:
    """What stands in the file, undone or not."""
    return list(Judgements.load(beside(served.desk.chronicle.path)))


# ── the queues ───────────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("queue", QUEUES)
def test_what_is_judged_leaves_its_queue_and_nothing_else_moves(own: Served, queue: str) -> None:
    before = cards(own, queue, most=100)
    assert before["left"] >= 2, "the samples have too few of these"
    first, *rest = keys(before)
    say(own, "Mina", Verdict(*first, None, True))
    after = cards(own, queue, most=100)
    assert keys(after)[:len(rest)] == rest
    assert (after["left"], after["done"]) == (before["left"] - 1, before["done"] + 1)
    assert keys(cards(own, queue, most=100, by="Omar")) == keys(before)


def test_each_queue_holds_what_it_says(server: Served) -> None:
    asked = server.desk.chronicle.cursor().execute
    doubt = cards(server, "doubt", doubt=0.7, most=100)
    assert doubt["left"] == asked("SELECT count(*) FROM events WHERE confidence < 0.7").fetchone()[0]
    sure = [one["confidence"] for one in doubt["rows"]]
    assert sure == sorted(sure) and max(sure) < 0.7
    harm = [one for one in cards(server, "stakes", harmed=3, most=100)["rows"] if one["why"] == "harm"]
    known = {tuple(row) for row in asked("SELECT report, event FROM figures WHERE kind IN ('killed', 'injured') "
                                         "AND coalesce(low, high) >= 3").fetchall()}
    assert {(one["report"], one["event"]) for one in harm} <= known
    for one in cards(server, "disagreement", most=100)["rows"]:
        assert one["disputed"] or one["why"] == "figures"


def test_threats_that_fall_due_come_first_among_what_much_hangs_by(server: Served) -> None:
    due = cards(server, "stakes", due=3650, harmed=1_000_000)
    open_ = server.desk.chronicle.cursor().execute(
        "SELECT count(*) FROM commitments k JOIN tellings t ON t.incident = k.incident WHERE k.kind IN "
        "('threat', 'ultimatum') AND k.state = 'open' AND k.deadline >= k.as_of").fetchone()[0]
    assert due["left"] == open_
    days = [one["detail"] for one in due["rows"]]
    assert days == sorted(days)


def test_a_query_narrows_a_queue(server: Served) -> None:
    found = cards(server, "sample", q="type:PROTEST", most=100, sample=1000)
    assert found["rows"] and {one["type"] for one in found["rows"]} == {"PROTEST"}
    assert server.client.get("/review.json", params={"q": "type:nonsense"}).status_code == 400


def test_a_sample_is_the_same_for_everybody_and_another_by_another_number(server: Served) -> None:
    first = keys(cards(server, "sample", sample=30, most=30))
    assert len(first) == 30 and first == keys(cards(server, "sample", sample=30, most=30, by="Omar"))
    assert first != keys(cards(server, "sample", sample=30, most=30, seed="2"))


def test_the_words_of_a_card_are_those_of_its_report(server: Served) -> None:
    for one in cards(server, "sample", most=30)["rows"]:
        text = server.get(f"/reports/{one['report']}.json")["record"]["report"]["text"]
        for piece in one["pieces"]:
            assert text[piece["start"]:piece["start"] + len(piece["text"])] == piece["text"]
        assert any(mark["kind"] == "trigger" for mark in one["marks"])


def test_cards_alike_were_read_by_one_word_as_the_same(server: Served) -> None:
    for one in cards(server, "sample", most=30, sample=1000)["rows"]:
        found = server.get("/review/like.json", queue="sample", sample=1000, by="Mina", report=one["report"], event=one["event"])
        assert (found["rows"][0]["report"], found["rows"][0]["event"]) == (one["report"], one["event"])
        same = server.desk.chronicle.cursor().execute("""
            SELECT count(DISTINCT (type, modes, status, historical, lower(trigger_words))) FROM events
            WHERE id IN (SELECT unnest(string_split(?, ',')))""", [",".join(row["event"] for row in found["rows"])])
        assert same.fetchone()[0] == 1


# ── several people ───────────────────────────────────────────────────────────────────────────────

def test_a_second_pass_does_not_tell_what_the_first_said(own: Served) -> None:
    first, second, third = keys(cards(own))[:3]
    say(own, "Noor", Verdict(*first, None, False), why="no words for it")
    say(own, "Noor", Correct(*second, "status", "occurred", "future"))
    found = cards(own, "second", of="Noor")
    assert set(keys(found)) == {first, second} and third not in keys(found)
    for one in found["rows"]:
        assert one["judged"] == [] and one["now"] is None and all(f["now"] is None for f in one["fields"])
    seen = next(one for one in cards(own, "sample", most=100)["rows"] if (one["report"], one["event"]) == first)
    assert [one["by"] for one in seen["judged"]] == ["Noor"] and seen["now"]["why"] == "no words for it"
    blind = next(one for one in cards(own, "sample", most=100, blind=True)["rows"]
                 if (one["report"], one["event"]) == first)
    assert blind["judged"] == [] and blind["now"] is None


def test_what_two_see_differently_is_decided_by_a_third(own: Served) -> None:
    one, other = keys(cards(own))[:2]
    say(own, "Noor", Verdict(*one, None, True), Correct(*other, "status", "occurred", "future"))
    assert cards(own, "adjudicate")["left"] == 0
    say(own, "Omar", Verdict(*one, None, False), Correct(*other, "status", "occurred", "future"))
    found = cards(own, "adjudicate")
    assert keys(found) == [one]
    assert {side["by"]: side["word"]["says"] for side in found["rows"][0]["sides"]} == {"Noor": "right", "Omar": "wrong"}
    say(own, "Mina", Verdict(*one, None, True))
    assert cards(own, "adjudicate")["left"] == 0


def test_who_changes_his_mind_leaves_nothing_to_decide(own: Served) -> None:
    one = keys(cards(own))[0]
    say(own, "Noor", Verdict(*one, None, True))
    say(own, "Omar", Verdict(*one, None, False))
    assert cards(own, "adjudicate")["left"] == 1
    say(own, "Omar", Verdict(*one, None, True))
    assert cards(own, "adjudicate")["left"] == 0


def test_agreement_is_that_of_the_command_line(own: Served) -> None:
    for at, key in enumerate(keys(cards(own, most=20))):
        say(own, "Noor", Verdict(*key, None, at % 3 > 0))
        say(own, "Omar", Verdict(*key, None, at % 4 > 0))
    short, = cards(own)["agreed"]
    long, = own.get("/review/agreement.json")["rows"]
    assert (short["question"], short["units"], short["kappa"]) == ("event right?", 20, long["kappa"]["value"])
    assert long["kappa"]["low"] <= long["kappa"]["value"] <= long["kappa"]["high"]
    assert long["observed"] == pytest.approx(sum((at % 3 > 0) == (at % 4 > 0) for at in range(20)) / 20)


def test_today_counts_what_stands(own: Served) -> None:
    first, second = keys(cards(own))[:2]
    say(own, "Mina", Verdict(*first, None, True))
    say(own, "Mina", Verdict(*second, None, True))
    assert cards(own)["today"] == 2 and cards(own, by="Omar")["today"] == 0
    own.send("POST", "/judgements/undo", {"by": "Mina"})
    assert cards(own)["today"] == 1


# ── in the browser ───────────────────────────────────────────────────────────────────────────────

def reviewing(visit: Visit, served: Served, queue: str = "sample", *, name: str = "Mina", **how: Any) -> Page:
    """The review, opened by somebody of this name."""
    page = visit("/review?queue=" + queue, at=served, **how)
    page.evaluate("(name) => localStorage.setItem('dateline.reviewer', name)", name)
    page.reload()
    expect(page.get_by_role("button", name=f"You review as {name}")).to_be_visible()
    return page


def shown(page: Page) -> str:
    """The event of the card that is shown."""
    card = page.locator("article.card")
    expect(card).to_be_visible()
    return str(card.get_attribute("data-event"))


def pressed(page: Page, *given: str) -> None:
    """Keys that end with the next card."""
    before = shown(page)
    for key in given:
        page.keyboard.press(key)
    expect(page.locator(f'article.card[data-event="{before}"]')).to_have_count(0)


def settled(page: Page, served: Served, many: int) -> None:
    """Wait until so many judgements are in the file."""
    for _ in range(200):
        if len(kept(served)) >= many:
            break
        page.wait_for_timeout(50)
    assert len(kept(served)) == many


def test_twenty_cards_by_keyboard_alone(own: Served, visit: Visit) -> None:
    """Accepted, rejected with each reason, corrected, undecided, skipped, undone: twenty judgements stand in the end."""
    page = reviewing(visit, own)
    done: list[tuple[str, str | None, bool | None]] = []
    for _ in range(10):
        done.append((shown(page), None, True))
        pressed(page, "a")
    for reason, name in enumerate((None, "type", "actor", "recipient", "place", "time"), start=1):
        done.append((shown(page), name, False))
        pressed(page, "r", str(reason))
    skipped = shown(page)
    pressed(page, "s")
    for _ in range(3):
        done.append((shown(page), None, None))
        pressed(page, "d")
    done.append((shown(page), None, True))
    pressed(page, "a")
    settled(page, own, 20)
    found = kept(own)
    assert [(one.deed.event, one.deed.field, one.deed.right) for one in found
            if isinstance(one.deed, Verdict)] == done
    assert {one.by for one in found} == {"Mina"} and skipped not in {one[0] for one in done}
    expect(page.locator(".review-head")).to_contain_text("20 judgements today")
    assert skipped in {event for _, event in keys(cards(own, most=100))}


def test_undo_brings_the_card_back(own: Served, visit: Visit) -> None:
    page = reviewing(visit, own)
    first = shown(page)
    pressed(page, "a")
    second = shown(page)
    pressed(page, "r", "1")
    page.keyboard.press("u")
    expect(page.locator(f'article.card[data-event="{second}"]')).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(f'article.card[data-event="{first}"]')).to_be_visible()
    assert not own.desk.chronicle.judgements.effects().corrections
    page.locator(".toast").last.get_by_role("button", name="Redo").click()      # as its key does
    expect(page.locator(f'article.card[data-event="{second}"]')).to_be_visible()
    settled(page, own, 5)
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.locator(f'article.card[data-event="{first}"]')).to_be_visible()
    page.keyboard.press("U")
    expect(page.locator(f'article.card[data-event="{second}"]')).to_be_visible()


def test_a_comment_is_kept_with_a_judgement(own: Served, visit: Visit) -> None:
    page = reviewing(visit, own)
    first = shown(page)
    page.keyboard.press("c")
    page.keyboard.type("a cart or a car?")
    pressed(page, "Enter")
    second = shown(page)
    page.keyboard.press("c")
    page.keyboard.type("read well")
    page.get_by_role("button", name="It was read right").click()
    settled(page, own, 2)
    assert [(one.deed.event, one.deed.right, one.why) for one in kept(own) if isinstance(one.deed, Verdict)] == [
        (first, None, "a cart or a car?"), (second, True, "read well")]


def test_a_card_is_corrected_in_its_editor(own: Served, visit: Visit) -> None:
    page = reviewing(visit, own)
    event = shown(page)
    page.keyboard.press("e")
    page.get_by_label("status", exact=True).select_option("future")
    page.get_by_label("Reason (if you like)").fill("it is only planned")
    pressed(page, "Control+Enter")
    settled(page, own, 1)
    one, = kept(own)
    assert isinstance(one.deed, Correct)
    assert (one.deed.event, one.deed.field, one.deed.after, one.why) == (event, "status", "future", "it is only planned")


@pytest.mark.usefixtures("visit")
def test_a_refused_judgement_brings_its_card_back(own: Served, browser: Browser) -> None:
    """By a page of its own: that a request was refused stands on the console, which `visit` forbids."""
    page = browser.new_page(base_url=own.url)
    page.goto("/review?queue=sample")
    event = shown(page)
    page.keyboard.press("e")
    page.get_by_label("PLOVER modes, apart by ;").fill("sitting quietly")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast.bad")).to_contain_text("sitting quietly")
    expect(page.locator(f'article.card[data-event="{event}"]')).to_be_visible()
    assert kept(own) == []
    page.context.close()


def test_all_like_a_card_are_accepted_after_their_number_was_shown(own: Served, visit: Visit) -> None:
    asked = {"queue": "sample", "sample": 1000, "by": "Mina"}
    alike = {(one["report"], one["event"]): own.get("/review/like.json", **asked, report=one["report"], event=one["event"])
             for one in cards(own, "sample", sample=1000, most=100)["rows"]}
    at, (key, found) = next((at, item) for at, item in enumerate(alike.items()) if item[1]["total"] > 1)
    page = reviewing(visit, own, "sample&sample=1000")
    for _ in range(at):
        pressed(page, "s")
    assert shown(page) == key[1]
    page.keyboard.press("A")
    expect(page.locator("dialog.like h2")).to_have_text(f"{found['total']} cards like this")
    assert kept(own) == []
    pressed(page, "Control+Enter")
    settled(page, own, found["total"])
    assert {one.deed.event for one in kept(own) if isinstance(one.deed, Verdict)} == {
        row["event"] for row in found["rows"]}
    page.keyboard.press("u")
    expect(page.locator(f'article.card[data-event="{key[1]}"]')).to_be_visible()
    assert not own.desk.chronicle.judgements.active() or all(
        one.what == "undo" for one in own.desk.chronicle.judgements.active())


def test_a_third_decides_by_a_number(own: Served, visit: Visit) -> None:
    one, = keys(cards(own, most=1))
    say(own, "Noor", Verdict(*one, None, True))
    say(own, "Omar", Verdict(*one, None, False))
    page = reviewing(visit, own, "adjudicate")
    expect(page.locator(".sides button").first).to_contain_text("Omar says: wrong")
    pressed(page, "1")
    settled(page, own, 3)
    last = kept(own)[-1]
    assert (last.by, last.deed) == ("Mina", Verdict(*one, None, False))
    expect(page.get_by_role("heading", name="Nothing is left here")).to_be_visible()


def test_a_second_pass_is_chosen_by_name_and_the_name_of_who_reviews_can_be_changed(own: Served, visit: Visit) -> None:
    first, = keys(cards(own, most=1))
    say(own, "Noor", Verdict(*first, None, False), why="a secret reason")
    page = reviewing(visit, own, "second")
    page.get_by_role("button", name="Noor").click()
    assert shown(page) == first[1] and "of=Noor" in page.url
    expect(page.locator("article.card")).not_to_contain_text("secret")
    page.get_by_role("button", name="You review as Mina").click()
    page.get_by_role("textbox", name="Your name").fill("Omar")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="You review as Omar")).to_be_visible()
    pressed(page, "a")
    settled(page, own, 2)
    assert kept(own)[-1].by == "Omar"
    page.get_by_role("button", name="Agreement").click()
    expect(page.locator("dialog table")).to_contain_text("Noor, Omar")


def test_queues_and_their_bounds_stand_in_the_address(server: Served, visit: Visit) -> None:
    page = reviewing(visit, server, "doubt")
    page.get_by_label("Less sure than (%)").fill("90")
    page.keyboard.press("Tab")
    page.wait_for_url("**/review?queue=doubt&doubt=0.9")
    expect(page.locator(".tabs a[aria-current]")).to_contain_text(str(cards(server, "doubt", doubt=0.9)["left"]))
    page.get_by_role("link", name="Stakes").click()
    page.wait_for_url("**/review?queue=stakes*")
    page.go_back()
    expect(page.locator(".tabs a[aria-current]")).to_contain_text("Doubt")


def test_the_words_behind_a_card_open_by_space_and_its_report_by_enter(server: Served, visit: Visit) -> None:
    page = reviewing(visit, server)
    event = shown(page)
    page.locator("article.card").hover()
    page.keyboard.press("Space")
    expect(page.locator("dialog.peek blockquote").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.wait_for_url(f"**/reports/*f={event}*")
    expect(page.locator(".fact.open")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_everybody_can_use_it(server: Served, visit: Visit, axe: Callable[[Page], list[str]], width: int,
                                          dark: bool) -> None:
    page = reviewing(visit, server, width=width, dark=dark)
    shown(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page) == []
    for key, dialog in (("r", "reject"), ("A", "like")):
        page.keyboard.press(key)
        expect(page.locator(f"dialog.{dialog}")).to_be_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")

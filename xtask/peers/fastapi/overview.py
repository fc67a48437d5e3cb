"""What the overview says, from the lines of its statement.

As portal/src/record/glance and app/src/pages/record/overview have it.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# What the portal hands over: the statement, the library, the classes, what codes stand for.
told = json.loads(Path(os.environ["PEER_OVERVIEW"]).read_text())
shown = json.loads((Path(__file__).parent.parent / "page.json").read_text())

STATEMENT = told["statement"]
ZONE = ZoneInfo(told["time_zone"])
CLASSES = told["classes"]
# The classes of which something goes before the record does.
BY_CALENDAR = [one["number"] for one in CLASSES if one["days"] is not None]
CLASS_OF = {relation: one for one in CLASSES for relation in one["relations"]}
LABELS = {one["code"]: one["label"] for one in CLASSES}
MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()
NO_END = date(9999, 12, 31)
# Lists of what happened: their newest day is said, and of all else since when.
EVENTS = {
    "notes", "checkouts", "holds", "interlibrary-loans", "fees", "notices", "pending", "registrations", "contributions",
    "questions", "computer-use", "activity",
}
# A month has so many marks at most, and the list of what comes so many lines.
MOST, LISTED = 12, 8


def page(lines: Iterable[Any], today: date) -> dict[str, Any]:
    """All that the template needs."""
    classes = {one["number"]: {**one, "count": 0, "since": None, "newest": None} for one in CLASSES}
    glance: dict[str, Any] = {}
    for number, held, since, newest, found in lines:
        if number is None:
            glance = json.loads(found)
            continue
        one = classes[number]
        one["count"] += held
        one["since"] = min((day for day in (one["since"], since) if day is not None), default=None)
        one["newest"] = max((day for day in (one["newest"], newest) if day is not None), default=None)
    by_code = {one["code"]: one for one in classes.values()}
    entries = sum(one["count"] for one in classes.values())
    by_code["held-elsewhere"]["count"] = len(told["elsewhere"]) + len(told["services"])
    born = day_of(glance["born"])
    of_age = born and birthday(born, told["majority"])
    in_force = [one for one in glance["permissions"] if one["in_force"]]
    deletions = due(glance)
    coming = next_up(glance, in_force, of_age, deletions, today)
    ours, others = knows(glance, in_force, of_age, by_code["membership"]["since"], today)
    return {
        **glance,
        "told": told,
        "icons": shown["icons"],
        "today": today,
        "entries": entries,
        "viewed": sum(month["count"] for month in glance["months"] if not month["refused"]),
        "name": in_order(**glance["person"]),
        "ours": ours,
        "others": others,
        "drawn": {one["much"] for one in ours + others},
        "coming": coming[:LISTED],
        "deletions": deletions,
        "ahead": ahead(coming, deletions, today),
        "looks": [look(one) for one in glance["looks"]],
        "past": past(glance["months"], today),
        "groups": [
            (group["name"], [(one, fact(one, glance, today)) for one in rows])
            for group in shown["groups"]
            if (rows := [by_code[code] for code in group["classes"] if by_code[code]["count"]])
        ],
        "empty": empty(classes.values()),
    }


def in_order(surname: str | None, firstname: str | None, middle: str | None, preferred: str | None) -> str:
    first = " ".join(filter(None, [preferred or firstname, middle]))
    return ", ".join(filter(None, [surname, first]))


def due(glance: dict[str, Any]) -> list[tuple[date, int, int]]:
    """Day, class and how many entries are due to be deleted on it, soonest first."""
    standing, days = glance["standing"], Counter()
    for rows in glance["ended"]:
        one = CLASS_OF[rows["relation"]]
        keep = one["days"]
        if one["as_chosen"] and standing["choice"] == "off":
            keep = 0
        elif one["as_chosen"] and standing["choice"] == "forever":
            keep = None
        held = standing["all_held"] or one["code"] in standing["held"]
        if keep is not None and not held and not (one["debt_stops"] and standing["owes"]):
            days[day_of(rows["day"]) + timedelta(days=keep), one["number"]] += rows["count"]
    return sorted((day, number, count) for (day, number), count in days.items())


def next_up(glance: dict[str, Any], in_force: list, of_age: date | None, deletions: list, today: date) -> list[dict]:
    """What comes within a year, in order."""
    last = plus_months(today, 12)
    loans, ready, membership = glance["loans"], glance["ready"], glance["membership"]
    dates = [
        (day_of(loans["next_due"]), "Due back", number(loans["due_then"], "loan"), False),
        (day_of(ready["until"]), "Last day to pick up your hold", "", True),
        *(
            (day_of(one["until"]), f"Permission for {one['recipient'] or one['reference']} ends",
             "After that day we tell them nothing.", True)
            for one in in_force
        ),
        (of_age, f"You turn {told['majority']}",
         "From that day no parent or guardian can look at your record.", True),
        (day_of(membership and membership["ends"]), "Your card ends", "Renew it at the desk.", True),
    ]
    coming = [one for one in dates if one[0] and today <= one[0] <= last]
    deletions = [one for one in deletions if one[0] <= last]
    if deletions:
        day = deletions[0][0]
        that_day = [one for one in deletions if one[0] == day]
        what = ", ".join(f"{CLASSES[number]['label']} ({count})" for _, number, count in that_day)
        more = sum(one[2] for one in deletions) - sum(one[2] for one in that_day)
        then = f"{what}. {more} more within a year." if more else f"{what}."
        coming.append((day, "Deletion", then, False))
    keys = ("day", "what", "then", "ends")
    return [dict(zip(keys, one)) for one in sorted(coming, key=lambda one: one[0])]


def knows(glance: dict[str, Any], in_force: list, of_age: date | None, since: date | None, today: date) -> tuple:
    """Who knows what: the library and where it has the record, and others."""
    def one(much: str, icon: str, who: str, what: str, when: str | None = None) -> dict[str, Any]:
        return {"much": much, "icon": icon, "who": who, "what": what, "when": when}

    card = since and f"since {short(since, today)}"
    ours = [one("all", "library", "The library", "Your whole record", card)]
    ours += [one("part", "held-elsewhere", who, what, card if dated else None) for who, what, dated in told["elsewhere"]]
    services = {"ebooks": "audio"}
    others = [
        one("part", services.get(code, "database"), name, "When used: that you have a card")
        for code, name in told["services"]
    ]
    for permission in in_force:
        what = ", ".join(LABELS[code] for code in permission["classes"])
        dates = [short(day_of(day), today) for day in (permission["from"], permission["until"]) if day]
        who = permission["recipient"] or permission["reference"]
        others.append(one("asked", "pen", who, f"With your permission: {what}", " to ".join(dates)))
    for guardian in glance["guardians"] if of_age and today < of_age else []:
        what = "A parent or guardian who was added, and may see parts of your record"
        when = f"since {short(local_day(guardian['since']), today)}"
        others.append(one("part", "family", guardian["name"] or what, what, when))
    return ours, others


def look(one: dict[str, Any]) -> dict[str, Any]:
    """Somebody else asked for the record."""
    words = told["words"]
    what_for = words.get(one["purpose"], one["purpose"])
    if what_for is None:
        what_for = "No purpose recorded" if one["action"] == "viewed" else words[one["action"]]
    who = words[one["role"] or one["actor"]]
    saw = ", ".join(LABELS.get(code, code) for code in one["classes"]) or "How much there is, no values"
    return {"for": what_for, "who": who, "saw": saw, "refused": one["refused"], "at": one["at"],
            "day": local_day(one["at"])}


def ahead(coming: list[dict], deletions: list, today: date) -> list[dict[str, Any]]:
    """Twelve months from this one on: a box for each entry that is deleted, a peg for each thing that ends."""
    boxes, pegs = Counter(), Counter(one["day"].replace(day=1) for one in coming if one["ends"])
    for day, _, count in deletions:
        boxes[max(day, today).replace(day=1)] += count
    return [
        {"month": month, "marks": ["box"] * min(boxes[month], MOST) + ["peg"] * pegs[month]}
        for month in months(today)
    ]


def past(counted: list[dict], today: date) -> list[dict[str, Any]]:
    """Twelve months up to this one: a dot for each time that others asked, hollow where nothing was shown."""
    dots = {(day_of(one["month"]), one["refused"]): min(one["count"], MOST) for one in counted}
    return [
        {"month": month, "marks": ["dot"] * dots.get((month, False), 0) + ["dot refused"] * dots.get((month, True), 0)}
        for month in months(plus_months(today.replace(day=1), -11))
    ]


def fact(one: dict[str, Any], glance: dict[str, Any], today: date) -> str | None:
    """The one thing about a class that people look for, with its day; otherwise the day alone."""
    loans, ready = glance["loans"], glance["ready"]
    if one["code"] in EVENTS:
        dated = one["newest"] and short(one["newest"], today)
    else:
        dated = one["since"] and f"Since {short(one['since'], today)}"
    match one["code"]:
        case "checkouts" if loans["next_due"]:
            return f"Next due {short(day_of(loans['next_due']), today)}"
        case "holds" if ready["count"] and ready["until"]:
            return f"{ready['count']} ready until {short(day_of(ready['until']), today)}"
    return dated


def empty(classes: Iterable[dict]) -> list[tuple[str, list[dict]]]:
    """Why a class has nothing in it, and which."""
    left = [one for one in classes if not one["count"]]
    lines = [
        ("Nothing recorded:", [one for one in left if one["kept"] and one["loaded"]]),
        ("Not loaded here, ask at the desk:", [one for one in left if one["kept"] and not one["loaded"]]),
        ("Not kept by this library:", [one for one in left if not one["kept"]]),
    ]
    return [line for line in lines if line[1]]


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def local_day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(ZONE).date()


def plus_months(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    # As many days as the month has.
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def months(first: date) -> list[date]:
    return [plus_months(first.replace(day=1), n) for n in range(12)]


def birthday(born: date, years: int) -> date:
    """Of the 29th of February it is the 1st of March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def short(day: date, today: date) -> str:
    if day == NO_END:
        return long(day)
    year = "" if day.year == today.year else f",\xa0{day.year}"
    return f"{SHORT[day.month - 1]}\xa0{day.day}{year}"


def near(day: date, today: date) -> str:
    return {0: "today", 1: "tomorrow"}.get((day - today).days) or short(day, today)


def long(day: date) -> str:
    return "no end date" if day == NO_END else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def cents(amount: int) -> str:
    dollars, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}${dollars:,}.{rest:02}"


def number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


FILTERS = {
    "day": day_of,
    "short": short,
    "near": near,
    "long": long,
    "cents": cents,
    "count": "{:,}".format,
    "number": number,
    "month": lambda month: SHORT[month.month - 1],
}

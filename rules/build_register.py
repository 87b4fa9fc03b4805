"""Build the register of law from the two lists it is compiled from.

    python rules/build_register.py REGISTRY.tsv INSTRUMENTS.tsv

REGISTRY.tsv has a row for each version of a law (title, category, version, in_force_from, articles, history),
INSTRUMENTS.tsv one for each notice (number, title, date, in_force_from, replaced_by, note);
``register_additions.toml`` beside this script holds what neither states. The register is written to
``gip_lint_rules/citations/_shared/register.json``, one instrument to a line; the same input gives the same
file.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
OUTPUT = HERE / "gip_lint_rules" / "citations" / "_shared" / "register.json"

COUNTRY = "中华人民共和国"
ISSUERS = ("国务院办公厅政府信息与政务公开办公室", "国务院办公厅")
FEWEST_ARTICLES = 5
"""A count below this is more often a text cut short in the collection than a law so short."""

_ACT = re.compile(r"(\d{4}-\d{2}-\d{2}) ?(\S*)(?: (\S+))?")
_ORDER = re.compile(r"国务院令第\d+号")
_PROGRAMME = re.compile(r"(20\d\d)年政务公开工作要点")
_PUBLISHING = ("公布", "发布", "修订", "修正", "")
_ORIGINAL = ("通过", "批准", "公布", "发布")

Entry = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write the register; return the exit status, 2 for wrong arguments."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    additions = tomllib.loads((HERE / "register_additions.toml").read_text(encoding="utf-8"))
    laws = [law(title, rows) for title, rows in grouped(arguments[0], "title").items()]
    notices = [notice(rows) for rows in grouped(arguments[1], "title", "number").values()]
    entries = merged(laws, notices)
    for entry in entries:
        complete(entry, additions)
    entries.sort(key=lambda entry: (entry["list"], entry["title"]))
    for entry in entries:
        entry.pop("changes", None)
    lines = [json.dumps(without_blanks(entry), ensure_ascii=False, sort_keys=True) for entry in entries]
    head = json.dumps({"compiled": additions["compiled"]}, ensure_ascii=False)[1:-1]
    OUTPUT.write_text(f'{{{head}, "instruments": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{len(entries)} instruments in {OUTPUT.relative_to(HERE)}")
    return 0


def grouped(path: str, key: str, other_key: str = "") -> dict[str, list[dict[str, str]]]:
    """Read a list; rows of one title together, rows without a title each alone."""
    groups: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(path).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            groups[row[key] or row[other_key]].append(row)
    return dict(groups)


def law(title: str, rows: list[dict[str, str]]) -> Entry:
    """One law with its versions, from the rows of its title."""
    acts = sorted({act for row in rows for act in read_acts(row["history"])})
    versions: dict[str, Entry] = {}
    for row in rows:
        issued = row["version"] or (acts[-1][0] if len({act[0] for act in acts}) == 1 else "")
        articles = int(row["articles"] or 0)
        version = versions.setdefault(issued, {"issued": issued})
        version["articles"] = max(version.get("articles", 0), articles if articles >= FEWEST_ARTICLES else 0)
        if row["in_force_from"] >= issued:
            version["in_force"] = max(row["in_force_from"], version.get("in_force", ""))
    orders = {date: order for date, _, order in acts if _ORDER.fullmatch(order)}
    listed = [versions[issued] for issued in sorted(versions)]
    changes = ({date for date, act, _ in acts if act in _PUBLISHING} | {*versions}) - {""}
    if not any(act in ("公布", "发布") for _, act, _ in acts):
        changes |= {date for date, act, _ in acts if act == "通过"}
    dates = sorted(changes)
    for version in listed:
        following = next((date for date in dates if version["issued"] and date > version["issued"]), "")
        version["until"] = versions.get(following, {}).get("in_force", following)
        version["number"] = orders.get(version["issued"], "")
    return {
        "title": title,
        "list": "registry",
        "category": rows[0]["category"],
        "acts": [" ".join(filter(None, act)) for act in acts],
        "begun": min(changes, default="") if acts and acts[0][1] in _ORIGINAL else "",
        "changes": sorted(changes),
        "numbers": numbers(orders, versions),
        "complete": bool(orders) and changes <= {*orders},
        "versions": listed,
    }


def read_acts(history: str) -> list[tuple[str, str, str]]:
    """Read dates, acts and order numbers; an act or a number that is not stated is empty."""
    matches = (_ACT.fullmatch(part.strip()) for part in history.split(" ; "))
    return [(match[1], match[2], match[3] or "") for match in matches if match]


def numbers(orders: dict[str, str], versions: dict[str, Entry]) -> list[Entry]:
    """The order numbers of a law, in order of date.

    One is replaced only where a later order published the law anew, to be in force from a day of its own.
    """
    found: list[Entry] = []
    for date in sorted(orders):
        in_force = versions.get(date, {}).get("in_force", "")
        if in_force:
            for earlier in found:
                if not earlier.get("replaced"):
                    earlier |= {"replaced": in_force, "replaced_by": orders[date]}
        found.append({"number": orders[date], "issued": date, "in_force": in_force})
    return found


def notice(rows: list[dict[str, str]]) -> Entry:
    """One notice, from its row; the title may have a row for each of several numbers."""
    programme = _PROGRAMME.fullmatch(rows[0]["title"])
    return {
        "title": rows[0]["title"],
        "list": "instruments",
        "category": "年度要点" if programme else "文件",
        "programme": int(programme.group(1)) if programme else 0,
        "complete": True,
        "numbers": [
            {
                "number": row["number"],
                "issued": row["date"],
                "in_force": row["in_force_from"],
                "replaced_by": row["replaced_by"],
            }
            for row in sorted(rows, key=lambda row: row["date"])
        ],
    }


def merged(laws: list[Entry], notices: list[Entry]) -> list[Entry]:
    """Put what both lists say of one title together, and date every replacement by its successor."""
    by_title = {entry["title"]: entry for entry in laws}
    for entry in notices:
        if entry["title"] in by_title:
            by_title[entry["title"]] |= {"numbers": entry["numbers"], "list": "instruments"}
    entries = laws + [entry for entry in notices if entry["title"] not in by_title]
    in_force = {number["number"]: number["in_force"] for entry in entries for number in entry["numbers"]}
    for entry in entries:
        for number in entry["numbers"]:
            if number.get("replaced_by") and not number.get("replaced"):
                number["replaced"] = in_force[number["replaced_by"]]
    return entries


def complete(entry: Entry, additions: dict[str, Any]) -> None:
    """Add names, structure and what the rules follow closely."""
    title = entry["title"]
    names = [title.removeprefix(COUNTRY), *additions["names"].get(title, [])]
    for issuer in ISSUERS:
        if title.startswith(issuer):
            names.append(title.removeprefix(issuer))
            break
    inner = re.fullmatch(r".*关于印发《(.+)》的通知", title)
    if inner:
        names.append(inner.group(1))
    if entry.get("programme"):
        names += [f"国务院办公厅{title}", title.replace("年", "年全国", 1)]
    for number in entry["numbers"]:
        names += additions["names"].get(number["number"], [])
        structure = additions.get(number["number"])
        if structure:
            version = next((v for v in entry["versions"] if v.get("number") == number["number"]), None)
            if version is None:
                version = {"number": number["number"], "issued": number["issued"]}
                entry["versions"].insert(0, version)
            version |= {key: structure[key] for key in ("articles", "paragraphs", "items")}
            version |= {"in_force": number["in_force"], "until": number.get("replaced", "")}
    listed = {version["issued"] for version in entry.get("versions", ()) if version.get("articles")}
    entry["whole"] = bool(entry.get("begun")) and listed >= set(entry.get("changes", ()))
    entry["names"] = [name for name in dict.fromkeys(names) if name and name != title]
    entry["field"] = title in additions["field"]
    entry["followed"] = title in additions["followed"]


def without_blanks(value: Any) -> Any:
    """Leave out what is unknown, at every depth; a zero inside a table of items is a fact and stays."""
    if isinstance(value, dict):
        return {
            key: kept if key in ("paragraphs", "items") else without_blanks(kept)
            for key, kept in value.items()
            if kept not in ("", None, False, 0, [], {})
        }
    if isinstance(value, list):
        return [without_blanks(kept) for kept in value]
    return value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Judges an HTML page, from standard input, by what of WCAG 2.2 (levels A and AA) a machine can see.

1.1.1 pictures have texts; 1.3.1 tables have captions and header cells with scope, lists and sections what they need; 1.3.5, 3.3.2 no form
fields without labels; 1.4.1 what a class colours is told in words too; 1.4.3 every pair of colours in the style sheet has a contrast of 4.5
to 1, and no rule states one colour without the other; 1.4.4, 1.4.10 the view isn't kept from being enlarged and wide tables scroll alone;
2.1.1 what scrolls can be reached; 2.2.1 nothing reloads; 2.4.1 the first link skips to the content; 2.4.2 a title; 2.4.4 links have texts;
2.4.6 one h1, headings in order and not empty; 3.1.1 a language; 4.1.2 roles have names. Besides: well-formed, ids once, references that
exist, times that are times, nothing that runs and nothing from outside. Prints `tables rows headings`; exit status 1 with every reason.
"""
import datetime
import re
import sys
import xml.etree.ElementTree as ElementTree

faults = []
ALLOWED = set(
    "html head meta title style body a main h1 h2 h3 p section div table caption thead tbody tr th td time strong em ul ol li dl dt dd "
    "header footer nav img svg span br abbr".split()
)


def fault(criterion, reason):
    faults.append(f"{criterion}: {reason}")


def text(element):
    return " ".join("".join(element.itertext()).split())


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_style(css):
    if re.search(r"@import|url\(|expression|javascript", css):
        fault("outside", "the style sheet fetches or runs something")
    if "@media print" not in css:
        fault("print", "nothing is said of printing")
    pairs = 0
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        selector = selector.strip()
        values = dict(part.split(":", 1) for part in body.split(";") if ":" in part)
        values = {name.strip(): value.strip() for name, value in values.items()}
        front, back = values.get("color"), values.get("background-color", values.get("background"))
        if (front is None) != (back is None):
            fault("1.4.3", f"{selector} states one colour without the other")
        if front is None or back is None:
            continue
        if not all(re.fullmatch(r"#[0-9a-fA-F]{6}", colour) for colour in (front, back)):
            fault("1.4.3", f"{selector}: {front} on {back} can't be computed")
            continue
        pairs += 1
        if contrast(front, back) < 4.5:
            fault("1.4.3", f"{selector}: {front} on {back} has {contrast(front, back):.2f} to 1")
        if "outline" in values and values["outline"] in ("none", "0"):
            fault("2.4.7", f"{selector} hides the focus")
    if pairs == 0:
        fault("1.4.3", "no colours are stated, so none can be computed")


def check_table(table):
    caption = table.find("caption")
    if caption is None or not text(caption):
        fault("1.3.1", "a table without a caption")
    headers = list(table.iter("th"))
    if any(header.get("scope") not in ("col", "row") for header in headers):
        fault("1.3.1", "a header cell without scope")
    columns = [header for header in headers if header.get("scope") == "col"]
    if not columns or any(not text(header) for header in columns):
        fault("1.3.1", "a table without headings for its columns")
    for row in table.findall("./tbody/tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        if len(cells) != len(columns):
            fault("1.3.1", f"a row of {len(cells)} cells under {len(columns)} headings")
        if row.get("class") and not any(text(strong) for strong in row.iter("strong")):
            fault("1.4.1", "a row that a class marks says nothing of it in words")


def check(source):
    if not source.startswith("<!DOCTYPE html>"):
        fault("4.1.2", "no <!DOCTYPE html>")
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError as error:
        return fault("form", f"not well-formed: {error}")
    elements = list(root.iter())
    by_name = lambda name: [element for element in elements if element.tag == name]
    ids = [element.get("id") for element in elements if element.get("id")]
    if len(ids) != len(set(ids)):
        fault("form", "an id comes twice")
    for element in elements:
        if element.tag not in ALLOWED:
            fault("form", f"the element {element.tag}")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("src", "srcset", "style") or (name == "href" and not value.startswith("#")):
                fault("outside", f"the attribute {name} of {element.tag}")
            if name == "tabindex" and value not in ("0", "-1"):
                fault("2.4.3", "tabindex changes the order")
            if name in ("aria-labelledby", "aria-describedby") and not all(part in ids for part in value.split()):
                fault("4.1.2", f"{name} points at nothing")
        if element.get("role") and not (element.get("aria-label") or element.get("aria-labelledby")):
            fault("4.1.2", f"the role {element.get('role')} without a name")
        if element.get("tabindex") == "0" and not element.get("role"):
            fault("4.1.2", "something that takes focus without a role")
    if root.get("lang") not in ("sv", "en"):
        fault("3.1.1", "no language")
    if len(by_name("title")) != 1 or not text(by_name("title")[0]):
        fault("2.4.2", "no title")
    if len(by_name("main")) != 1:
        fault("1.3.1", "not one main")
    for meta in by_name("meta"):
        if meta.get("http-equiv"):
            fault("2.2.1", "the page reloads or sets a header")
        if re.search(r"user-scalable=no|maximum-scale", meta.get("content") or ""):
            fault("1.4.4", "the view can't be enlarged")
    for picture in by_name("img") + by_name("svg"):
        if picture.get("alt") is None and not picture.get("aria-label") and picture.find("title") is None:
            fault("1.1.1", "a picture without a text")
    links = by_name("a")
    target = (links[0].get("href") or "")[1:] if links else None
    body = root.find("body")
    if body is None or not links or list(body)[0] is not links[0] or not by_name("main") or by_name("main")[0].get("id") != target:
        fault("2.4.1", "the body doesn't begin with a link to its content")
    if any(not text(link) for link in links):
        fault("2.4.4", "a link without a text")
    headings = [element for element in elements if re.fullmatch(r"h[1-6]", element.tag)]
    levels = [int(heading.tag[1]) for heading in headings]
    if levels.count(1) != 1 or levels[:1] != [1] or any(b > a + 1 for a, b in zip(levels, levels[1:])):
        fault("2.4.6", f"headings in the order {levels}")
    if any(not text(heading) for heading in headings):
        fault("2.4.6", "an empty heading")
    for section in by_name("section"):
        if not section.get("aria-labelledby"):
            fault("1.3.1", "a section without a name")
    parents = {child: parent for parent in elements for child in parent}
    for table in by_name("table"):
        check_table(table)
        around = parents[table]
        if around.get("tabindex") != "0" or around.get("role") != "region":
            fault("2.1.1", "a table that scrolls and can't be reached by the keyboard")
    for time in by_name("time"):
        try:
            datetime.datetime.fromisoformat((time.get("datetime") or "").replace("Z", "+00:00"))
        except ValueError:
            fault("form", f"no time: {time.get('datetime')}")
    check_style("\n".join(text(style) for style in by_name("style")))
    if not faults:
        print(len(by_name("table")), len(root.findall(".//tbody/tr")), len(headings))


check(sys.stdin.buffer.read().decode("utf-8"))
sys.exit("\n".join(faults) or 0)

"""Reads an HTML page from standard input: balanced, with language and title, headings in order, headers with a scope in each table, no
scripts, nothing from elsewhere. Prints what it counted; exits with 1 at the first fault."""
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.count, self.lang, self.title, self.level = [], {}, None, "", 0
        self.scopes = {"col": 0, "row": 0}

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag in {"script", "iframe", "object", "link", "img"} or any(
            name.startswith("on") or name in {"src", "href", "xlink:href"} for name in attrs
        ):
            sys.exit(f"{tag}: a script, or something from elsewhere")
        if tag == "html":
            self.lang = attrs.get("lang")
        if tag == "th":
            self.scopes[attrs["scope"]] += 1
        if tag == "svg" and (attrs.get("role") != "img" or "aria-labelledby" not in attrs):
            sys.exit("a picture without a text")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            if int(tag[1]) > self.level + 1:
                sys.exit(f"{tag} skips a level")
            self.level = int(tag[1])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f"{tag} isn't balanced")

    def handle_data(self, data):
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data


page = Page()
page.feed(sys.stdin.read())
page.close()
if page.open or not page.lang or not page.title.strip() or page.count.get("caption") != page.count.get("table"):
    sys.exit("not closed, or without language, title or captions")
seen = page.count
print(
    f"lang={page.lang} h1={seen.get('h1')} h2={seen.get('h2')} tables={seen.get('table')} "
    f"th={page.scopes['col']}+{page.scopes['row']} svg={seen.get('svg')} rects={seen.get('rect')}"
)

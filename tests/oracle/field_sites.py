"""Small sites for the values of pages: fields, dates, terms, slugs of sections."""

from collections.abc import Mapping

from tests.oracle.site_parts import IMAGE, page

__all__ = ["FIELD_SITES"]

_DATE_VALUES: Mapping[str, str | bytes] = {
    "hugo.toml": """\
baseURL="https://e.com/"
timeZone="America/New_York"
[languages.en]
[languages.fr]
timeZone="Europe/Paris"
""",
    "content/a.md": page("date: 2020-07-01"),
    "content/a.fr.md": page("date: 2020-07-01"),
    "content/b.md": page("date: 2020-07-01T10:00:00Z\nlastmod: 2020-07-02 10:00:00 +0200"),
    "content/c.md": """\
+++
date=2020-07-01
lastmod=2020-07-01T10:00:00
publishdate=2020-07-01T10:00:00Z
expirydate=2020-07-01T10:00:00.5+02:00
other=2020-07-01
t=10:11:12
+++
""",
    "content/d.md": page("""
date: 1593600000
lastmod: 'Wed, 01 Jul 2020 10:00:00 GMT'
expiryDate: 2020-07-01T10:00:00+0530
"""),
    "content/f.md": page("publishDate: 2030-01-01"),
    "content/g.md": page("lastmod: 2019-01-01"),
    "content/h.md": page("expiryDate: 2019-01-01"),
    "content/i.md": page("pubdate: 2019-01-01\npublished: 2018-01-01"),
    "content/j.md": page("modified: 2019-01-01\ndate: ''"),
    "content/k.md": page("date: 2020-03-08 02:30:00"),
    "content/l.md": '{"date":"2020-01-01","lastmod":1593600000}',
    "content/m.md": page("params:\n  date: 2020-01-01\n  title: x\n  tags: [a]"),
    "content/s/_index.md": page("title: S\nexpiryDate: 2050-01-01"),
    "content/s/a.md": page("date: 2020-01-01"),
    "content/fut/a.md": page("date: 2090-01-01"),
    "content/fut/b.md": page("date: 2020-01-01\npublishDate: 2090-01-01"),
}
"""Dates of every form, in two time zones."""

_DATES_OF_NAMES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[frontmatter]\ndate=[":filename",":default"]\n',
    "content/2021-03-04-sec/b.md": page("date: 2020-06-05"),
    "content/s/2019-01-02-leaf/index.md": page("title: Leaf"),
    "content/s/2018-01-02-branch/_index.md": page("title: Branch\nlastmod: 2018-02-02"),
    "content/s/a.md": """\
+++
date=2020-07-01T10:00:00.5Z
lastmod=2020-07-01T10:00:00.250+00:00
publishdate=2020-07-01T10:00:00.5-07:00
tags=["2017-01-02"]
short=07:32:00.5
moment=1979-05-27T00:32:00.25
+++
""",
}
"""Names that begin with a date, of files and of folders without a file; fractions of seconds in UTC."""

_FIELD_VALUES: Mapping[str, str | bytes] = {
    "hugo.toml": """\
baseURL="https://e.com/"
[security]
allowContent=[".*"]
""",
    "content/a.md": page("""
title: [x]
linktitle: 3
description: {a: 1}
keywords: 5
aliases: {a: b}
weight: abc
slug: 2016
type: 5
layout: true
draft: 1
summary: ~
"""),
    "content/b.md": page("""
title: |
  multi
  line
keywords: [1, true, a b]
aliases: [1]
weight: '010'
slug: ' spaced '
draft: 'yes'
tags: [[a],b]
categories: ~
"""),
    "content/c.md": page("published: true\ntitle: pub"),
    "content/d.md": page("published: false\ndraft: false\ntitle: both"),
    "content/e.md": page("headless: true\ntitle: not a bundle"),
    "content/f.md": page("build: {list: never, render: link}\ntitle: link"),
    "content/g/index.md": page("""
title: g
translationKey: 5
url: /x/y
menu: main
sitemap: {priority: 0.3}
outputs: html
"""),
    "content/h.md": page("params: {a: {B: 1}, Title: mine, weight: 9}\nweight: 2\na: {c: 2}"),
    "content/i.md": page("""
resources: nope
foo: [1, 2.5, x]
bar: [{A: 1}]
baz: [a, b]
emptymap: {}
emptylist: []
n: ~
f: 1.0
big: 12345678901234567890
neg: -0
"""),
    "content/j.md": """\
+++
title='J'
tags='single'
f=1.5
d=1979-05-27T07:32:00-08:00
ld=1979-05-27
arr=[[1,2],['a']]
[[tab]]
A=1
[[tab]]
A=2
+++
""",
    "content/k.md": '{"title":"K","n":1,"f":1.5,"e":1e3,"l":[1,"a",null],"o":{"A":{"B":true}}}',
    "content/l.org": """\
#+TITLE: Org title
#+DATE: <2016-03-04 Fri>
#+TAGS[]: one two
#+DRAFT: true
#+WEIGHT: 3
#+FILETAGS: :x:y:
#+DESCRIPTION: d e
body""",
    "content/_index.md": page("title: Home\nlinkTitle: LH"),
    "content/m.md": page("aliases: /x\nkeywords: one,two three"),
}
"""Reserved fields with values of every type, in every format."""

_NO_BASE_URL: Mapping[str, str | bytes] = {
    "hugo.toml": 'title="none"\n',
    "content/a.md": page("title: A\naliases: [x]"),
}
"""A site that does not know where it is published."""

_RELATIVE_BASE_URL: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="/sub"\ncanonifyURLs=true\n',
    "content/a.md": page("title: A\naliases: [x]"),
}
"""A base URL without a host, written into links."""

_SECTION_SLUGS: Mapping[str, str | bytes] = {
    "hugo.toml": """\
baseURL="https://e.com/"
[permalinks.page]
docs="/:sections[1:]/:slugorcontentbasename/"
[permalinks.section]
docs="/d/:sectionslugs/"
""",
    "content/docs/_index.md": page("title: D\nslug: documents"),
    "content/docs/a/_index.md": page("title: A"),
    "content/docs/a/b/c/_index.md": page("title: C\nslug: see"),
    "content/docs/a/b/c/x.md": page("title: X"),
    "content/docs/a/b/y/index.md": page("title: Y"),
    "content/docs/a/b/y/z/q.png": IMAGE,
    "content/docs/top.md": page("title: T"),
    "content/lone/a/b/c.md": page("title: c"),
}
"""Slugs of sections, folders without a section."""

_TERMS_BY_LANGUAGE: Mapping[str, str | bytes] = {
    "hugo.toml": """\
baseURL="https://e.com/"
[taxonomies]
tag="tags"
category="categories"
author="authors"
[languages.en]
weight=1
[languages.fr]
weight=2
[languages.fr.taxonomies]
sujet="sujets"
""",
    "content/p/a.md": page("tags: [Go]\nauthors: [A B, 'C/D']\nsujets: [x]"),
    "content/p/a.fr.md": page("tags: [Go]\nsujets: [École Élève]"),
    "content/tags/go/_index.md": page("title: Golang En\ndraft: true"),
    "content/authors/a-b/_index.md": page("title: Ab\nurl: /people/ab/"),
    "content/authors/_index.md": page("title: People\nslug: people"),
    "content/sujets/_index.fr.md": page("title: Sujets"),
    "content/categories/_index.md": page("title: Cats\nbuild: {render: never}"),
    "content/p/b.md": page("categories: [None]"),
}
"""Taxonomies of one language only; term pages with URLs."""

FIELD_SITES: Mapping[str, Mapping[str, str | bytes]] = {
    "date-values": _DATE_VALUES,
    "dates-of-names": _DATES_OF_NAMES,
    "field-values": _FIELD_VALUES,
    "no-base-url": _NO_BASE_URL,
    "relative-base-url": _RELATIVE_BASE_URL,
    "section-slugs": _SECTION_SLUGS,
    "terms-by-language": _TERMS_BY_LANGUAGE,
}

"""Titles of statements: what is one, and what only mentions one."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.fold import fold_label
from ingest.vocabulary import Vocabulary

_LONGEST_TITLE_LINE = 60
_LONGEST_OWNER = 40
_NUMERAL = "[一二三四五六七八九十0-9]"
_LEADING = re.compile(
    rf"[-#*•·:]|第{_NUMERAL}{{1,3}}(?:部分|张)[、.:]?|{_NUMERAL}{{1,3}}[、.:)]|[(]{_NUMERAL}{{1,3}}[)]"
    rf"|(?:附表|附件|公开|决算|财决|[zZ]|CS|表){_NUMERAL}{{0,3}}(?:-[0-9])?表?[:、.]?|[0-9]{{4}}年(?:度)?|年度"
)
_TRAILING = re.compile(r"(?:[0-9]{4}年(?:度)?|年度|部门|单位|高等学校|机关|[(]?本级[)]?|:)$")
_OWNER_END = re.compile(
    r"(?:局|委|厅|部|院|校|学|中心|办|会|署|处|所|站|队|馆|区|市|县|省|社|团|公司|集团|政府|街道|镇|乡)$"
)
_OF_ANOTHER_TITLE = re.compile(r"预算|拨款|基金|收入|支出|收支|经费|资本|项目|采购|资金|专项|资产|明细|部分")
_SUFFIX = re.compile(
    rf"(?:[(]续[)]|续表?|[(]?公开{_NUMERAL}{{1,2}}表[)]?|[(]?[0-9]{{4}}年(?:度)?[)]?|[(][^()]{{0,6}}表[0-9]*[)]"
    r"|(?:金额)?单位:?(?:百万|千|万|亿)?元)+$"
)
_MENTION = re.compile(r"说明|情况|目录|分析|见|详|附注|\.{3}|…")


def is_title_prefix(prefix: str) -> bool:
    """True where only enumeration, year and the owner's name stand before a title."""
    while match := _LEADING.match(prefix):
        prefix = prefix[match.end() :]
    while trail := _TRAILING.search(prefix):
        prefix = prefix[: trail.start()]
    return not prefix or is_owner_name(prefix)


def is_owner_name(folded: str) -> bool:
    """True for a name that ends as names of departments and units do and holds no word of accounts."""
    bare = re.sub(r"[(]?本级[)]?$", "", folded)
    if len(bare) > _LONGEST_OWNER:
        return False
    return _OWNER_END.search(bare) is not None and _OF_ANOTHER_TITLE.search(bare) is None


@lru_cache(maxsize=65_536)
def match_title(folded: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """(statement_code, folded title) when a folded text is a statement's title and nothing but.

    Enumeration, year, the owner's name before and `(续)`, `公开01表`, a unit behind are allowed; any other word makes
    it another statement's title (`政府采购支出决算表`) or a mention (`支出决算情况说明`). The longest known title wins.
    """
    if not folded or len(folded) > _LONGEST_TITLE_LINE or ("表" not in folded and "续" not in folded):
        return None
    bare = _SUFFIX.sub("", folded)
    if _MENTION.search(bare):
        return None
    for title, code in vocabulary.titles:
        if bare.endswith(title):
            return (code, title) if is_title_prefix(bare[: -len(title)]) else None
    return None


def match_sheet_name(name: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """(statement_code, folded title) named by a workbook's sheet, whatever number stands before it."""
    folded = fold_label(name)
    for title, code in vocabulary.titles:
        if title in folded and not _MENTION.search(folded):
            rest = folded[: folded.index(title)]
            return (code, title) if is_title_prefix(rest) or not re.search(r"[\u4e00-\u9fff]", rest) else None
    return None

"""Who publishes: invented regions and departments, and what kind of unit each is.

Publishers come in tens: the first publishes a consolidated account, the second is its own unit (本级), the third its
subordinate; the other seven stand alone. So the consolidated account is the sum of two others less the transfers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

_PLACES = (
    "云岭", "星河", "墨溪", "青屿", "雾川", "霁岚", "桐影", "鹿鸣", "泊月", "听雨", "松涛", "雁回", "白榆",
    "沉璧", "扶光", "望舒", "流霞", "栖霞", "南柯", "北溟", "丹砂", "玄圃", "紫陌", "碧落", "苍梧", "琼田",
)  # fmt: skip
_MATTERS = (
    "云图", "星象", "潮汐", "纸鸢", "灯塔", "萤火", "罗盘", "年轮", "回声", "陨石", "极光", "琥珀", "沙漏", "风铃",
    "候鸟", "珊瑚", "棋谱", "墨水", "钟表", "谜语", "传说", "睡眠", "彩虹", "露水", "苔藓", "影子", "积木", "风车",
    "气球", "贝壳", "书签", "邮筒", "梦境", "甲骨", "星尘", "月光", "糖果", "童谣", "旋律", "镜像",
)  # fmt: skip
_BODIES = ("局", "委员会", "办公室", "管理局")
_GROUP = 10
_FAMILIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("2010301", "2010350", ("2010302", "2010399", "2010507", "2013202")),
    ("2010601", "2010350", ("2010602", "2010604", "2010605", "2010607", "2010608")),
    ("2011301", "2011350", ("2011302", "2011399", "2169999")),
    ("2040601", "2040699", ("2040604", "2040605", "2040607", "2040613", "2049999")),
    ("2070101", "2070199", ("2070104", "2070105", "2070108", "2070110", "2070111", "2070308", "2079999")),
    ("2110101", "2110199", ("2110104", "2110105", "2110107", "2110301", "2110302", "2111102")),
    ("2120101", "2120199", ("2120102", "2120104", "2120201", "2120399", "2120501", "2129999")),
    ("2150501", "2013950", ("2150517", "2150899", "2060499", "2069999", "2060503")),
    ("2013901", "2013950", ("2013999", "2082501", "2080206", "2080799")),
    ("2200101", "2200150", ("2200199", "2120201", "2110399")),
)
_ANYWHERE = (
    "2012902", "2013302", "2013402", "2013802", "2039999", "2059999", "2060702", "2100717", "2109999", "2210399",
    "2240299", "2010505", "2080705",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Department:
    """One publisher. `parts` are the indices of the units that a consolidated account adds up, else empty."""

    index: int
    name: str
    code: str
    region: str
    parts: tuple[int, ...]
    parent: int | None
    is_institution: bool
    staff: int
    run_code: str
    project_codes: tuple[str, ...]
    project_bases: tuple[int, ...]
    carry_code: str
    carries_general_public: bool
    has_government_fund: bool
    has_state_capital: bool
    has_own_income: bool
    transfers_to_subordinate: bool
    prints_zeros: bool
    prints_commas: bool


def is_consolidated(index: int) -> bool:
    """Whether the publisher at this index adds up the two behind it."""
    return index % _GROUP == 0


def department_name(index: int) -> str:
    """The name as printed, plainly invented: 虚构省云岭市云图局; own units end in （本级）."""
    place = index % _GROUP
    head = index - place
    if place == 1:
        return f"{_stem(head)}（本级）"
    if place == 2:
        return f"{_stem(head)}观测中心"
    return _stem(index)


def _stem(index: int) -> str:
    matter = _MATTERS[index % len(_MATTERS)]
    city, rest = (index // len(_MATTERS)) % len(_PLACES), index // (len(_MATTERS) * len(_PLACES))
    body = _BODIES[(index + rest) % len(_BODIES)]
    county = f"{_PLACES[(city + rest) % len(_PLACES)]}县" if rest else ""
    return f"虚构省{_PLACES[city]}市{county}{matter}{body}"


@lru_cache(maxsize=4096)
def department(seed: int, index: int) -> Department:
    """The publisher of an index: what it is does not change over the years."""
    rng = Random(f"{seed}/department/{index}")
    place = index % _GROUP
    run, institution_run, projects = rng.choice(_FAMILIES)
    is_institution = place == 2 or (place > 2 and rng.random() < 0.3)
    chosen = sorted(
        rng.sample(projects, min(len(projects), rng.randint(2, 5))) + rng.sample(_ANYWHERE, rng.randint(1, 3))
    )
    bases = tuple(int(10 ** rng.uniform(6.8, 9.6)) for _ in chosen)  # 分: about 6 to 4,000 万元
    name = department_name(index)
    return Department(
        index=index,
        name=name,
        code=f"9{index:08d}",
        region=name[: name.index("市") + 1],
        parts=(index + 1, index + 2) if place == 0 else (),
        parent=index - place if place in (1, 2) else None,
        is_institution=is_institution,
        staff=rng.randint(8, 220),
        run_code=institution_run if is_institution else run,
        project_codes=tuple(chosen),
        project_bases=bases,
        carry_code=chosen[bases.index(max(bases))],
        carries_general_public=rng.random() < 0.5,
        has_government_fund=rng.random() < 0.12,
        has_state_capital=rng.random() < 0.06,
        has_own_income=is_institution and rng.random() < 0.7,
        transfers_to_subordinate=place == 1 and rng.random() < 0.5,
        prints_zeros=rng.random() < 0.1,
        prints_commas=rng.random() < 0.7,
    )

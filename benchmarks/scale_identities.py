"""The sums of every linear identity over one build file: as the models do it, as one query by hand, as pandas does it.

All three join the same operands with the same selectors and add up per document, identity and instance. The query by
hand adds up what a residual needs and no more; pandas gives what the models give, in whole numbers (hundredths of a
yuan), and must give the same residuals, or the comparison is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from benchmarks.scale_costs import Cost, timed

LINEAR = "kind in ('sum', 'copy', 'ordering')"
CLASSES = """
    ('each_line', 'named'), ('each_line', 'function_1'), ('each_line', 'function_2'), ('each_line', 'function_3'),
    ('each_line', 'economic_1'), ('each_line', 'economic_2'),
    ('each_class', 'function_1'), ('each_class', 'economic_1'),
    ('each_item', 'function_3'), ('each_form', 'form'), ('each_parent', 'function_1'), ('each_parent', 'function_2'),
    ('each_parent', 'economic_1'), ('children', 'function_2'), ('children', 'function_3'), ('children', 'economic_2'),
    ('indicators', 'indicator'), ('all_forms', 'form'), ('level_1', 'function_1'), ('level_1', 'economic_1'),
    ('level_3', 'function_3')
"""
BARE = f"""
    with selectors as (
        select * from intermediate.int_identity_selectors where {LINEAR}
    ),
    reached as (
        select selectors.*, classes.line_class
        from selectors
        inner join (values {CLASSES}) as classes (line_selector, line_class) using (line_selector)
    ),
    terms as (
        select cells.document_id, selectors.identity_code, '-/' || selectors.instance_measure as instance_key,
            selectors.weight, cells.amount_yuan, cells.rounding_half_width_yuan
        from intermediate.int_identity_operands as cells
        inner join selectors using (statement_code, side, measure_code, line_code)
        where selectors.line_selector = 'line'
        union all
        select cells.document_id, reached.identity_code,
            case
                when reached.line_selector in ('children', 'indicators') then cells.parent_line_code
                when starts_with(reached.line_selector, 'each_') then cells.line_code
                else '-'
            end || '/' || reached.instance_measure,
            reached.weight, cells.amount_yuan, cells.rounding_half_width_yuan
        from intermediate.int_identity_operands as cells
        inner join reached using (statement_code, side, measure_code, line_class)
    )
    select document_id, identity_code, instance_key,
        sum(weight * amount_yuan) as residual_yuan,
        sum(abs(weight) * rounding_half_width_yuan) as tolerance_yuan
    from terms
    group by all
"""
CELLS = """
    select document_id, statement_code, side, measure_code, line_code, parent_line_code, line_class, cell_kind,
        stands_in_data, amount_yuan is null or rounding_half_width_yuan is null as is_unvalued,
        coalesce((amount_yuan * 100)::bigint, 0) as amount,
        coalesce((rounding_half_width_yuan * 1000000)::bigint, 0) as half_width
    from intermediate.int_identity_operands
"""
SELECTORS = f"""
    select identity_code, term_number, role, weight::bigint as weight, statement_code, side, line_selector, line_code,
        measure_code, instance_measure, is_required, is_shared, is_served
    from intermediate.int_identity_selectors where {LINEAR}
"""


def measure_identities(build: Path) -> dict[str, Cost]:
    """Cost of each way, the best of some repeats in this process; raises ValueError where pandas says otherwise."""
    with duckdb.connect(str(build), read_only=True) as connection:
        connection.execute("set preserve_insertion_order = false")
        costs = {
            "models": timed(
                lambda: connection.execute(
                    "create or replace temp table of_models as from intermediate.int_identity_instances"
                )
            ),
            "bare query": timed(lambda: connection.execute(f"create or replace temp table of_query as {BARE}")),
        }
        cells, selectors = connection.execute(CELLS).df(), connection.execute(SELECTORS).df()
        classes = connection.execute(f"from (values {CLASSES}) as classes (line_selector, line_class)").df()
        sums: list[Any] = []
        costs["pandas"] = timed(lambda: sums.append(sums_in_pandas(cells, selectors, classes)), repeat=2)
        connection.register("of_pandas", sums[-1])
        differing = connection.execute(
            "select count(*) from of_models inner join of_pandas using (document_id, identity_code, instance_key) "
            "where (coalesce(total_yuan, 0) - coalesce(parts_yuan, 0)) * 100 <> of_pandas.residual "
            "or of_models.cell_count <> of_pandas.cell_count"
        ).fetchall()[0][0]
    if differing:
        raise ValueError(f"pandas and the models give different sums for {differing} instances")
    return costs


def sums_in_pandas(cells: Any, selectors: Any, classes: Any) -> Any:
    """One row per document, identity and instance with the sums and counts that `int_identity_instances` has."""
    import pandas as pd

    place = ["statement_code", "side", "measure_code"]
    named = cells.merge(selectors[selectors["line_selector"] == "line"], on=[*place, "line_code"])
    named["line"] = "-"
    reached = selectors.drop(columns="line_code").merge(classes, on="line_selector")
    of_classes = cells.merge(reached, on=[*place, "line_class"])
    selector = of_classes["line_selector"]
    of_classes["line"] = "-"
    of_classes["line"] = of_classes["line"].mask(selector.str.startswith("each_"), of_classes["line_code"])
    of_classes["line"] = of_classes["line"].mask(
        selector.isin(["children", "indicators"]), of_classes["parent_line_code"]
    )
    terms = pd.concat([named, of_classes], ignore_index=True)
    terms["instance_key"] = terms["line"] + "/" + terms["instance_measure"]
    key = ["document_id", "identity_code", "instance_key"]
    served = terms.loc[terms["is_served"], key].drop_duplicates()
    shared = terms[terms["is_shared"]].merge(served, on=key[:2], how="left", suffixes=("", "_served"))
    shared["instance_key"] = shared["instance_key_served"].fillna(shared["instance_key"])
    terms = pd.concat([terms[~terms["is_shared"]], shared[terms.columns]], ignore_index=True)
    printed, is_total = terms["cell_kind"].isin(["printed_number", "printed_zero"]), terms["role"] == "total"
    weighted = (terms["weight"] * terms["amount"]).where(printed, 0)
    summed = terms[key].assign(
        residual=weighted,
        total=weighted.where(is_total, 0),
        parts=-weighted.where(~is_total, 0),
        tolerance=(terms["weight"].abs() * terms["half_width"]).where(printed, 0),
        cell_count=1,
        printed_cell_count=printed.astype("int64"),
        printed_part_count=(printed & ~is_total).astype("int64"),
        unreadable_cell_count=(terms["cell_kind"] == "unreadable").astype("int64"),
        unvalued_cell_count=(printed & terms["is_unvalued"]).astype("int64"),
    )
    instances = summed.groupby(key, sort=False).sum()
    required = terms.loc[terms["is_required"] & terms["stands_in_data"], [*key, "term_number"]].drop_duplicates()
    instances["required_term_count"] = required.groupby(key, sort=False).size()
    return instances.reset_index()

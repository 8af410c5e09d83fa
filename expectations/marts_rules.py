"""The gate on the marts: keys, vocabulary, types, and every printed amount of raw in the fact exactly once."""

from __future__ import annotations

from expectations.model import Rule, Text
from expectations.rule_makers import REBUILD, REPORT_DOCUMENT, by_document, key_is_unique, not_empty, values_are_known

SUITE = "marts_structure"

CELL_STATES = ("printed", "deduced", "disputed")
READING_STATES = ("data", "declared_empty", "empty", "absent")

KEYS = {
    "marts.dim_documents": ("document_id",),
    "marts.dim_departments": ("department_id",),
    "marts.dim_statements": ("statement_code",),
    "marts.dim_lines": ("statement_code", "side", "line_code"),
    "marts.dim_measures": ("statement_code", "side", "measure_code"),
    "marts.dim_subjects": ("subject_code", "fiscal_year", "classification"),
    "marts.dim_identities": ("identity_code",),
    "marts.fct_reported_amounts": (
        "document_id",
        "statement_code",
        "side",
        "line_code",
        "measure_code",
        "cell_state",
        "source_row",
        "source_column",
        "table_index",
    ),
    "marts.fct_identity_checks": ("document_id", "identity_code", "instance_key"),
    "marts.fct_document_readings": ("document_id", "statement_code"),
    "marts.rpt_department_year_summary": ("document_id",),
}


def rules() -> tuple[Rule, ...]:
    """Every rule of the suite, in reading order."""
    return (
        *(not_empty(SUITE, table) for table in KEYS),
        *by_document(
            *(key_is_unique(SUITE, table, columns) for table, columns in KEYS.items()),
            values_are_known(SUITE, "marts.fct_reported_amounts", "cell_state", CELL_STATES),
            values_are_known(SUITE, "marts.fct_document_readings", "data_state", READING_STATES),
            *COMPLETENESS,
            *VOCABULARY,
            *AMOUNTS,
        ),
        *DOCUMENTS,
    )


AMOUNT_PLACE = "document_id, table_index, source_row, source_column, statement_code, line_code, measure_code"
FACT_PLACE = f"{AMOUNT_PLACE}, side"
RAW_PLACE = (
    "document_id, table_index, row_index as source_row, column_index as source_column, statement_code, line_code, "
    "measure_code, coalesce(side, '') as side"
)

COMPLETENESS = (
    Rule(
        "printed_amounts_are_in_the_fact_once",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text(
            "raw 中印出的每个金额在事实表中恰有一行，此外没有别的金额",
            "every printed amount of raw stands in the fact exactly once and no other amount does",
        ),
        REBUILD,
        f"""
        with printed as (
            select
                {RAW_PLACE},
                count(*) as printed_count,
            from raw.cells
            where cell_role = 'amount' and cell_kind in ('printed_number', 'printed_zero')
            group by all
        ),

        in_fact as (
            select
                {FACT_PLACE},
                count(*) as fact_count,
            from marts.fct_reported_amounts
            where cell_state <> 'deduced'
            group by all
        ),

        -- An amount printed again, equal, at the same place of a statement is one amount; a disputed one is not.
        places_agreed as (
            select distinct document_id, statement_code, side, line_code, measure_code
            from marts.fct_reported_amounts
            where cell_state = 'printed'
        ),

        counts_compared as (
            select
                {FACT_PLACE},
                coalesce(printed_count, 0) as printed_count,
                coalesce(fact_count, 0) as fact_count,
            from printed
            full join in_fact using ({FACT_PLACE})
        )

        select counts_compared.*
        from counts_compared
        left join places_agreed using (document_id, statement_code, side, line_code, measure_code)
        where fact_count > printed_count or (fact_count < printed_count and places_agreed.document_id is null)
        """,
    ),
    Rule(
        "documents_landed_are_in_the_dimension",
        SUITE,
        "marts.dim_documents",
        "gate",
        Text("raw 与 dim_documents 的文档相同", "raw and dim_documents hold the same documents"),
        REBUILD,
        """
        select coalesce(landed.document_id, dimension.document_id) as document_id,
            landed.document_id is null as only_in_marts
        from raw.documents as landed
        full join marts.dim_documents as dimension on landed.document_id = dimension.document_id
        where landed.document_id is null or dimension.document_id is null
        """,
    ),
    Rule(
        "every_statement_has_a_reading",
        SUITE,
        "marts.fct_document_readings",
        "gate",
        Text(
            "每份文档对词汇表中的每张报表都有读取状态",
            "every document has a reading of every statement of the vocabulary",
        ),
        REBUILD,
        """
        select documents.document_id, statements.statement_code
        from marts.dim_documents as documents
        cross join vocabulary.statements as statements
        left join marts.fct_document_readings as readings
            on documents.document_id = readings.document_id
            and statements.statement_code = readings.statement_code
        where readings.document_id is null
        """,
    ),
)

VOCABULARY = (
    Rule(
        "fact_statements_are_in_the_vocabulary",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("事实表的报表都在词汇表中", "every statement of the fact is in the vocabulary"),
        REBUILD,
        """
        select statement_code, count(*) as row_count, min(document_id) as first_document_id
        from marts.fct_reported_amounts
        where statement_code not in (select statement_code from vocabulary.statements)
        group by statement_code
        """,
    ),
    Rule(
        "fact_lines_are_in_the_vocabulary",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text(
            "事实表的每一行都在词汇表中或是该年度的科目",
            "every line of the fact is in the vocabulary or a subject of its year",
        ),
        REBUILD,
        """
        with places as (
            select statement_code, side, line_code, subject_code, classification, fiscal_year,
                count(*) as row_count, min(document_id) as first_document_id
            from marts.fct_reported_amounts
            group by all
        )
        select statement_code, side, line_code, fiscal_year,
            sum(row_count)::bigint as row_count, min(first_document_id) as first_document_id
        from places
        anti join vocabulary.lines as lines
            on places.statement_code = lines.statement_code
            and places.side = coalesce(lines.side, '')
            and places.line_code = lines.line_code
        anti join marts.dim_subjects as subjects
            on places.subject_code = subjects.subject_code
            and places.fiscal_year = subjects.fiscal_year
            and places.classification = subjects.classification
            and places.line_code = places.subject_code
        group by all
        """,
    ),
    Rule(
        "fact_measures_are_in_the_vocabulary",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("事实表的栏目都在词汇表中", "every measure of the fact is in the vocabulary"),
        REBUILD,
        """
        select amounts.statement_code, amounts.side, amounts.measure_code,
            count(*) as row_count, min(amounts.document_id) as first_document_id
        from marts.fct_reported_amounts as amounts
        left join vocabulary.measures as measures
            on amounts.statement_code = measures.statement_code
            and amounts.side = coalesce(measures.side, '')
            and amounts.measure_code = measures.measure_code
        where measures.measure_code is null
        group by all
        """,
    ),
    Rule(
        "identities_of_the_dimension_are_those_of_the_seed",
        SUITE,
        "marts.dim_identities",
        "gate",
        Text("dim_identities 与种子相同", "dim_identities holds the identities of the seed"),
        REBUILD,
        """
        select coalesce(declared.identity_code, built.identity_code) as identity_code,
            declared.severity as severity_declared, built.severity as severity_built
        from vocabulary.identities as declared
        full join marts.dim_identities as built on declared.identity_code = built.identity_code
        where declared.severity is distinct from built.severity
            or declared.identity_code is null
            or built.identity_code is null
        """,
    ),
)

AMOUNTS = (
    Rule(
        "amounts_have_a_value_and_a_source",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("事实表的每个金额都有数值和出处", "every amount of the fact has a value and a source"),
        REBUILD,
        f"""
        select {AMOUNT_PLACE}
        from marts.fct_reported_amounts
        where
            amount_yuan is null
            or (
                cell_state <> 'deduced'
                and (amount_printed is null or coalesce(trim(source_text), '') = '' or source_page is null)
            )
        """,
    ),
    Rule(
        "amounts_follow_the_unit_printed",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("每个金额（元）等于印出的数字乘以单位", "every amount in yuan is the printed number times its unit"),
        REBUILD,
        f"""
        select {AMOUNT_PLACE}, amounts.unit_name, amount_printed::varchar as amount_printed,
            amount_yuan::varchar as amount_yuan
        from marts.fct_reported_amounts as amounts
        left join vocabulary.money_units as units on amounts.unit_name = units.unit_name
        where
            cell_state <> 'deduced'
            and amount_yuan is distinct from
                round(amount_printed * units.yuan_per_unit::decimal(12, 0), 2)::decimal(20, 2)
        """,
    ),
    Rule(
        "half_widths_are_positive",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("每个金额的舍入半宽都为正", "the rounding half-width of every amount is positive"),
        REBUILD,
        f"""
        select {AMOUNT_PLACE}, rounding_half_width_yuan::varchar as rounding_half_width_yuan
        from marts.fct_reported_amounts
        where (rounding_half_width_yuan > 0) is not true
        """,
    ),
    Rule(
        "money_is_decimal",
        SUITE,
        "marts",
        "gate",
        Text("金额列都是定点小数，没有浮点数", "every column of money is a decimal and none is a float"),
        REBUILD,
        """
        select schema_name as schema, table_name, column_name, data_type
        from duckdb_columns()
        where
            database_name = 'build'
            and schema_name = 'marts'
            and (
                data_type in ('DOUBLE', 'FLOAT')
                or (
                    (column_name like '%\\_yuan' escape '\\' or column_name in ('amount_printed', 'amount_wan'))
                    and data_type not like 'DECIMAL%'
                )
            )
        """,
    ),
)

DOCUMENTS = (
    Rule(
        "one_current_document_a_department_year",
        SUITE,
        "marts.dim_documents",
        "gate",
        Text(
            "同一部门同一年度同一口径至多有一份现行文档",
            "a department has at most one current document for a year and scope of account",
        ),
        REBUILD,
        """
        select department_id, fiscal_year, account_scope, count(*) as current_count,
            min(document_id) as first_document_id, max(document_id) as last_document_id
        from marts.dim_documents
        where is_current and department_id is not null and fiscal_year is not null
        group by department_id, fiscal_year, account_scope
        having count(*) > 1
        """,
    ),
    Rule(
        "some_document_is_current",
        SUITE,
        "marts.dim_documents",
        "gate",
        Text("至少有一份现行文档", "at least one document is current"),
        REBUILD,
        """
        select count(*) as document_count
        from marts.dim_documents
        having count(*) filter (where is_current) = 0
        """,
    ),
    Rule(
        "totals_are_not_disputed",
        SUITE,
        "marts.fct_reported_amounts",
        "gate",
        Text("现行文档的每个合计只印有一个金额", "every total of a current document is printed with one amount"),
        REPORT_DOCUMENT,
        """
        select amounts.document_id, documents.source_name, amounts.statement_code, amounts.line_code,
            amounts.measure_code, amounts.source_page, amounts.source_line, amounts.source_text
        from marts.fct_reported_amounts as amounts
        inner join marts.dim_documents as documents
            on amounts.document_id = documents.document_id and documents.is_current
        where amounts.cell_state = 'disputed' and amounts.is_total_row
        """,
    ),
)

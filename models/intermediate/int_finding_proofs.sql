-- One row per finding, cell and witness: what the check demands of the cell, in words that list the addends.
with checks as (
    select * from {{ ref('int_finding_checks') }}
    where relation = 'mended' and place_within_witness = 1
),

hypotheses as (
    select * from {{ ref('int_finding_hypotheses') }}
),

corrections as (
    select * from {{ ref('int_break_corrections') }}
),

cells as (
    select * from {{ ref('int_break_cells') }}
),

identities as (
    select * from {{ ref('identities') }}
),

-- Solved for the cell: every other cell of the check with the sign it then has.
addends as (
    select
        checks.document_id,
        checks.subject_key,
        checks.cell_key,
        checks.check_key,
        checks.kind,
        terms.role,
        cells.line_zh,
        cells.line_en,
        cells.measure_zh,
        cells.measure_en,
        cells.statement_zh,
        cells.statement_en,
        hypotheses.statement_code <> cells.statement_code as is_elsewhere,
        hypotheses.line_code <> cells.line_code as is_of_another_line,
        hypotheses.measure_code <> cells.measure_code as is_of_another_measure,
        sign(terms.weight) = sign(checks.weight) as is_subtracted,
        terms.operand + coalesce(corrections.correction, 0) as figure,
        {{ figure_text('(terms.operand + coalesce(corrections.correction, 0))', 'cells') }} as figure_text,
        cells.unit_zh
    from checks
    inner join hypotheses
        on checks.cell_id = hypotheses.cell_id
    inner join {{ ref('int_break_terms') }} as terms
        on
            checks.check_id = terms.check_id
            and checks.cell_id <> terms.cell_id
    inner join cells
        on terms.cell_id = cells.cell_id
    left join corrections
        on terms.cell_id = corrections.cell_id
    where terms.is_printed or corrections.cell_id is not null
),

addends_named as (
    select
        *,
        case when is_elsewhere then statement_zh || ' ' else '' end
        || case when is_of_another_line or is_elsewhere then line_zh || ' ' else '' end
        || case when is_of_another_measure or is_elsewhere then measure_zh || ' ' else '' end
        || figure_text || case when unit_zh = '%' then '%' else '' end as addend_zh,
        case when is_elsewhere then statement_en || ', ' else '' end
        || case when is_of_another_line or is_elsewhere then line_en || ', ' else '' end
        || case when is_of_another_measure or is_elsewhere then measure_en || ' ' else '' end
        || figure_text || case when unit_zh = '%' then '%' else '' end as addend_en
    from addends
),

final as (
    select
        named.document_id,
        named.subject_key,
        named.cell_key,
        named.check_key,
        max(identities.title_zh) as identity_zh,
        max(identities.title_en) as identity_en,
        {%- for language in ['zh', 'en'] %}
            {{ dbt.listagg(
                "case when named.kind in ('rate', 'growth') then case named.role when 'denominator' then ' ÷ ' "
                ~ "when 'rate' then ' ~ ' else ' ' end when named.is_subtracted then ' − ' else ' + ' end || named.addend_"
                ~ language,
                "''",
                'order by named.role desc, named.is_subtracted, abs(named.figure) desc, named.addend_' ~ language
            ) }} as addends_{{ language }},
        {%- endfor %}
        count(*) as addend_count
    from addends_named as named
    inner join identities
        on split_part(named.check_key, '|', 1) = identities.identity_code
    group by named.document_id, named.subject_key, named.cell_key, named.check_key
)

select * from final

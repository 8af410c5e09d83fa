-- One row per figure of the narrative with the kind of its unit, money in yuan and the half-width of its rounding.
with figures as (
    select * from {{ ref('stg_raw__narrative_figures') }}
),

units as (
    select distinct
        unit_name,
        unit_kind
    from {{ ref('narrative_units') }}
),

metrics as (
    select * from {{ ref('narrative_metrics') }}
),

money_units as (
    select * from {{ ref('money_units') }}
),

sections as (
    select * from {{ ref('narrative_sections') }}
),

-- A rate printed without its sign (增长13.95) is known by what it measures.
units_joined as (
    select
        figures.*,
        coalesce(sections.parent_section_code, figures.section_code) as main_section_code,
        coalesce(units.unit_kind, nullif(nullif(metrics.unit_kind, 'any'), 'none')) as unit_kind,
        money_units.yuan_per_unit
    from figures
    left join sections
        on figures.section_code = sections.section_code
    left join units
        on figures.unit_name = units.unit_name
    left join metrics
        on figures.metric_code = metrics.metric_code
    left join money_units
        on figures.unit_name = money_units.unit_name
),

-- Prose drops zeros at the end (32000万元): money is as precise as most amounts of the document in its unit.
decimals_counted as (
    select
        document_id,
        unit_name,
        printed_decimals,
        count(*) as number_count
    from units_joined
    where unit_kind = 'money' and value_printed <> 0
    group by document_id, unit_name, printed_decimals
),

-- The most frequent precision, of two as frequent the finer: there are never ten decimals.
usual_decimals as (
    select
        document_id,
        unit_name,
        max_by(printed_decimals, number_count * 10 + printed_decimals) as printed_decimals
    from decimals_counted
    group by document_id, unit_name
),

precision_joined as (
    select
        units_joined.*,
        greatest(units_joined.printed_decimals, coalesce(usual_decimals.printed_decimals, 0)) as precision_decimals
    from units_joined
    left join usual_decimals
        on
            units_joined.document_id = usual_decimals.document_id
            and units_joined.unit_name = usual_decimals.unit_name
),

final as (
    select
        document_id,
        figure_index,
        main_section_code,
        section_code,
        section_title,
        item_number,
        subject_class_name,
        subject_section_name,
        subject_item_name,
        subject_code,
        subject_evidence,
        entity_name,
        topic_code,
        metric_code,
        direction,
        rate_label,
        value_text,
        value_printed,
        printed_decimals,
        unit_printed,
        unit_name,
        unit_kind,
        reason_text,
        sentence,
        source_page,
        source_line,
        source_position,
        pattern_words,
        anomaly,
        case when unit_kind = 'money' then try_cast(value_printed * yuan_per_unit as decimal(20, 2)) end as amount_yuan,
        case
            when unit_kind = 'money' and value_printed is not null
                then {{ rounding_half_width_yuan('yuan_per_unit', 'precision_decimals') }}
        end as rounding_half_width_yuan,
        case
            when unit_kind = 'percent' and value_printed is not null
                then cast('0.5' as decimal(2, 1)) * {{ ten_to_the_minus('printed_decimals') }}
        end as rounding_half_width_percent
    from precision_joined
)

select * from final

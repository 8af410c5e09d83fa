-- One row per document and ordinals identity: printed row numbers that are missing or repeated.
with terms as (
    select distinct
        identity_code,
        statement_code
    from {{ ref('int_identity_selectors') }}
    where kind = 'ordinals'
),

ordinals as (
    select * from {{ ref('int_statement_ordinals') }}
),

ordinals_counted as (
    select
        terms.identity_code,
        ordinals.document_id,
        ordinals.ordinal,
        count(*) as printed_count
    from ordinals
    inner join terms
        on ordinals.statement_code = terms.statement_code
    group by terms.identity_code, ordinals.document_id, ordinals.ordinal
),

ordinals_with_their_predecessor as (
    select
        *,
        coalesce(
            lag(ordinal) over (partition by identity_code, document_id order by ordinal),
            0
        ) as preceding_ordinal
    from ordinals_counted
),

offences as (
    select
        *,
        case
            when ordinal - preceding_ordinal > 1
                then 'missing_before:' || cast(ordinal as {{ dbt.type_string() }})
            when printed_count > 1 then 'repeated:' || cast(ordinal as {{ dbt.type_string() }})
        end as offence
    from ordinals_with_their_predecessor
),

final as (
    select
        document_id,
        identity_code,
        '-/-' as instance_key,
        sum(printed_count) as cell_count,
        sum(printed_count) as printed_cell_count,
        cast(null as {{ dbt.type_string() }}) as obstacle,
        {{ listed_where_any('offence', "';'", 'order by ordinal') }} as offence
    from offences
    group by document_id, identity_code
)

select * from final

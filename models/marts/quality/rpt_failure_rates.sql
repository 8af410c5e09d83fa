-- One row per identity, department, fiscal year, and department and year: which share of its checks is broken.
{%- set shares = {
    'identity': ['identity_code'],
    'department': ['department_id'],
    'year': ['fiscal_year'],
    'department_year': ['department_id', 'fiscal_year'],
} %}
with counts as (
    select * from {{ ref('rpt_document_identities') }}
    -- What only informs is broken often and tells nothing of a parser.
    where severity <> 'information' and check_count > not_checkable_count
),

documents as (
    select * from {{ ref('dim_documents') }}
    where is_current
),

thresholds as (
    select * from {{ ref('expectation_thresholds') }}
),

identities_of_documents as (
    select
        documents.document_id,
        documents.department_id,
        documents.fiscal_year,
        counts.identity_code,
        counts.check_count - counts.not_checkable_count as check_count,
        counts.broken_count
    from counts
    inner join documents
        on counts.document_id = documents.document_id
),

documents_counted as (
    select
        document_id,
        department_id,
        fiscal_year,
        sum(check_count) as check_count,
        sum(broken_count) as broken_count
    from identities_of_documents
    group by document_id, department_id, fiscal_year
),

counted as (
    {%- for grouping, columns in shares.items() %}
        select
            '{{ grouping }}' as grouping_code,
            {%- for column, type in [
                ('identity_code', dbt.type_string()), ('department_id', dbt.type_string()), ('fiscal_year', 'integer')
            ] %}
                {{ column if column in columns else 'cast(null as ' ~ type ~ ')' }} as {{ column }},
            {%- endfor %}
            count(*) as document_count,
            sum(check_count) as check_count,
            sum(broken_count) as broken_count
        from {{ 'identities_of_documents' if grouping == 'identity' else 'documents_counted' }}
        group by {{ columns | join(', ') }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

names as (
    select
        department_id,
        max(department_name) as department_name
    from documents
    group by department_id
),

shares_taken as (
    select
        *,
        cast({{ divide_decimals('broken_count', 'check_count') }} as decimal(7, 6)) as failure_share,
        -- A department's year is held against what its department is held against.
        case grouping_code when 'department_year' then 'department' else grouping_code end || '_failure_share'
            as threshold_code
    from counted
),

final as (
    select
        shares_taken.grouping_code,
        shares_taken.identity_code,
        shares_taken.department_id,
        names.department_name,
        shares_taken.fiscal_year,
        cast(shares_taken.document_count as integer) as document_count,
        cast(shares_taken.check_count as integer) as check_count,
        cast(shares_taken.broken_count as integer) as broken_count,
        shares_taken.failure_share,
        cast(limits.value as decimal(7, 6)) as limit_share,
        -- One document says nothing of a drift.
        shares_taken.document_count >= enough.value as is_watched
    from shares_taken
    inner join thresholds as limits
        on shares_taken.threshold_code = limits.threshold_code
    inner join thresholds as enough
        on enough.threshold_code = 'failure_rate_documents'
    left join names
        on shares_taken.department_id = names.department_id
)

select * from final

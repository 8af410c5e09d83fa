-- One row per document, identity, instance, term and cell: every identity with terms laid over every document at once.
with terms as (
    select
        *,
        instance_key = '-/-'
        and max(case when instance_key = '-/-' then 0 else 1 end) over (partition by document_id, identity_code) = 1
            as is_shared
    from {{ ref('int_identity_terms_selected') }}
),

instances as (
    select distinct
        document_id,
        identity_code,
        instance_key
    from terms
    where not is_shared
),

{%- set columns = ['document_id', 'identity_code', 'kind', 'term_number', 'role', 'weight', 'is_required',
    'statement_code', 'side', 'line_code', 'measure_code', 'line_label', 'cell_kind', 'is_printed', 'amount_yuan',
    'rounding_half_width_yuan', 'unit_kind', 'value_number', 'value_half_width', 'table_index', 'source_page',
    'source_line', 'source_row', 'source_column', 'source_text'] %}

-- A cell that stands once beside terms of many lines, as the total does that shares are divided by, serves every instance.
final as (
    select
        {{ columns | join(', ') }},
        instance_key
    from terms
    where not is_shared
    union all
    select
        terms.{{ columns | join(', terms.') }},
        instances.instance_key
    from terms
    inner join instances
        on
            terms.document_id = instances.document_id
            and terms.identity_code = instances.identity_code
    where terms.is_shared
)

select * from final

-- One row per document, identity, instance, term and cell: every identity with terms laid over every document at once.
-- Never stored: three thousand rows a document are made from a thousand operands as fast as they would be read.
with terms as (
    select * from {{ ref('int_identity_terms_selected') }}
    union all
    select * from {{ ref('int_identity_terms_repeated') }}
),

instances as (
    select distinct
        document_id,
        identity_code,
        instance_key
    from terms
    where is_served
),

{%- set columns = ['document_id', 'identity_code', 'kind', 'term_number', 'role', 'weight', 'is_required',
    'stands_in_data', 'statement_code', 'side', 'line_code', 'measure_code', 'line_label', 'cell_kind', 'is_printed',
    'amount_yuan', 'rounding_half_width_yuan', 'unit_kind', 'value_number', 'value_half_width', 'table_index',
    'source_page', 'source_line', 'source_row', 'source_column', 'source_text'] %}

final as (
    select
        {{ columns | join(', ') }},
        instance_key
    from terms
    where not is_shared
    union all
    select
        terms.{{ columns | join(', terms.') }},
        coalesce(instances.instance_key, terms.instance_key) as instance_key
    from terms
    left join instances
        on
            terms.document_id = instances.document_id
            and terms.identity_code = instances.identity_code
    where terms.is_shared
)

select * from final

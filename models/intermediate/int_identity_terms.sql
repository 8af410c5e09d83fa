-- One row per document, identity, instance, term and cell: every identity with terms laid over every document at once.
-- Never stored: three thousand rows a document are made from a thousand operands as fast as they would be read.
{%- set selections = ['int_identity_terms_selected', 'int_identity_terms_repeated'] %}
with terms_apart as (
    {%- for selection in selections %}
        select * from {{ ref(selection) }}
        where not is_shared
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- Selected again, because few terms are shared or served: what parts of a query have in common is else kept row by row,
-- and a filter on documents does not reach it.
terms_shared as (
    {%- for selection in selections %}
        select * from {{ ref(selection) }}
        where is_shared
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

terms_served as (
    {%- for selection in selections %}
        select
            document_id,
            identity_code,
            instance_key
        from {{ ref(selection) }}
        where is_served
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

instances as (
    select distinct
        document_id,
        identity_code,
        instance_key
    from terms_served
),

{%- set columns = ['document_id', 'identity_code', 'kind', 'term_number', 'role', 'weight', 'is_required',
    'stands_in_data', 'statement_code', 'side', 'line_code', 'measure_code', 'line_label', 'cell_kind', 'is_printed',
    'amount_yuan', 'rounding_half_width_yuan', 'unit_kind', 'value_number', 'value_half_width', 'table_index',
    'source_page', 'source_line', 'source_row', 'source_column', 'source_text'] %}

final as (
    select
        {{ columns | join(', ') }},
        instance_key
    from terms_apart
    union all
    select
        terms_shared.{{ columns | join(', terms_shared.') }},
        coalesce(instances.instance_key, terms_shared.instance_key) as instance_key
    from terms_shared
    left join instances
        on
            terms_shared.document_id = instances.document_id
            and terms_shared.identity_code = instances.identity_code
)

select * from final

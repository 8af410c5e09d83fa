-- One row per pair of names and kind of evidence that they are of one unit; a pair stands in both directions.
with names as (
    select * from {{ ref('int_department_names') }}
),

documents as (
    select * from {{ ref('stg_raw__documents') }}
    where folded_department_name is not null
),

heads as (
    select distinct
        document_id,
        {{ fold_text('department_printed') }} as printed_name
    from {{ ref('stg_raw__tables') }}
    where department_printed is not null
),

units as (
    select
        unit_name,
        organ_name,
        max(case when account_scope = 'own_unit' then 1 else 0 end) as is_own_unit
    from names
    group by unit_name, organ_name
),

former_names as (
    select distinct
        names.unit_name,
        earlier.unit_name as other_unit_name,
        'former_name' as evidence_kind
    from names
    inner join units
        on names.unit_name = units.unit_name
    inner join units as earlier
        on
            names.former_name = earlier.organ_name
            and units.is_own_unit = earlier.is_own_unit
),

-- A document that prints both spellings proves them one where the one only lacks the region in front of the other.
names_printed_together as (
    select distinct
        names.unit_name,
        units.unit_name as other_unit_name,
        'printed_together' as evidence_kind
    from documents
    inner join names
        on documents.folded_department_name = names.folded_department_name
    inner join heads
        on documents.document_id = heads.document_id
    inner join names as head_names
        on heads.printed_name = head_names.folded_department_name
    inner join units
        on
            head_names.organ_name = units.organ_name
            and units.is_own_unit = case when names.account_scope = 'own_unit' then 1 else 0 end
),

codes as (
    select distinct
        names.unit_name,
        names.organ_name,
        names.account_scope = 'own_unit' as is_own_unit,
        coalesce(documents.department_code, names.code_in_name) as unit_code
    from documents
    inner join names
        on documents.folded_department_name = names.folded_department_name
    where length(coalesce(documents.department_code, names.code_in_name)) >= 6
),

-- The same code stands for another unit in another region: the names must tell of the same one.
names_of_one_code as (
    select
        codes.unit_name,
        elsewhere.unit_name as other_unit_name,
        'unit_code' as evidence_kind
    from codes
    inner join codes as elsewhere
        on
            codes.unit_code = elsewhere.unit_code
            and codes.is_own_unit = elsewhere.is_own_unit
            and codes.unit_name <> elsewhere.unit_name
),

links as (
    select * from former_names
    union all
    select * from names_printed_together
    union all
    select * from names_of_one_code
),

links_proven as (
    select * from links
    where
        unit_name <> other_unit_name
        and (
            evidence_kind = 'former_name'
            or right(unit_name, length(other_unit_name)) = other_unit_name
            or right(other_unit_name, length(unit_name)) = unit_name
        )
),

final as (
    select
        unit_name,
        other_unit_name,
        evidence_kind
    from links_proven
    union
    select
        other_unit_name as unit_name,
        unit_name as other_unit_name,
        evidence_kind
    from links_proven
)

select * from final

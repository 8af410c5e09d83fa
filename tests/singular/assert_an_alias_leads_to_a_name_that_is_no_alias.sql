-- An alias is followed once: where it led to another alias, one department would have two names.
with aliases as (
    select * from {{ ref('department_aliases') }}
),

final as (
    select
        aliases.alias_name,
        aliases.department_name
    from aliases
    inner join aliases as further
        on aliases.department_name = further.alias_name
)

select * from final

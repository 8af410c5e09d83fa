-- An alias is followed once: where it led to another alias, one department would have two names.
select aliases.*
from {{ ref('department_aliases') }} as aliases
semi join {{ ref('department_aliases') }} as others
    on aliases.department_name = others.alias_name

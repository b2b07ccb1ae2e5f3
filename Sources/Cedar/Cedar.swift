// Cedar: see the target's own page, added with its first types.

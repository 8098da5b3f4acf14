"""Load: the only stage that writes. Rate limit, retries, bulk calls, journal, resume.

How a run uses it::

    async with connect(target, token, rate_share=1.0) as space:
        with open_state(path, target, writable=True) as state:
            remote = await observe(space.reader, state, owner_tag=desired.owner_tag)
            plan = build_plan(desired, remote, state.base, policy, target)
            require_safe(plan)
            result = await apply(plan, space, state, files=site.read_bytes, progress=show)

A dry run opens the state with ``writable=False``, stops before `apply`, and leaves the file as it was.
``build_rollback(state.run(id), remote, target)`` is a plan as well, applied in the same way. ``find_drift(remote,
state.base)`` lists what editors did; ``state.accept(keys)`` agrees to it.
"""

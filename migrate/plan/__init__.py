"""Plan: site, space and memory in; one value out that says what would change and why. Pure."""

from migrate.plan.build import build_plan
from migrate.plan.codec import PLAN_FORMAT, dump_plan, load_plan, plan_schema
from migrate.plan.drift import find_drift
from migrate.plan.policy import DeleteLimit, OnConflict, PlanPolicy, parse_delete_limit
from migrate.plan.rails import require_safe
from migrate.plan.rollback import BeforeImage, build_rollback
from migrate.plan.views import Base, BaseRecord, Environment, Remote, RemoteHead, SetupFact

__all__ = [
    "PLAN_FORMAT",
    "Base",
    "BaseRecord",
    "BeforeImage",
    "DeleteLimit",
    "Environment",
    "OnConflict",
    "PlanPolicy",
    "Remote",
    "RemoteHead",
    "SetupFact",
    "build_plan",
    "build_rollback",
    "dump_plan",
    "find_drift",
    "load_plan",
    "parse_delete_limit",
    "plan_schema",
    "require_safe",
]

"""How cases go on: acts in code, procedures as data, one engine.

Other modules add guards: ``workflow.add_guard("close", …)`` in their ``apps.ready()``.
"""

from ecms.audit.services import log
from inspections.enums import State
from inspections.workflow import catalogue as _catalogue  # noqa: F401 - registers the acts
from inspections.workflow.acts import ACTS, Act, register
from inspections.workflow.engine import ProcedureWorkflow, label_of, table_of

workflow = ProcedureWorkflow(name="inspection", states=State, transitions=(), record=log)

__all__ = ["ACTS", "Act", "ProcedureWorkflow", "label_of", "register", "table_of", "workflow"]

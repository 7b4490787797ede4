"""Many jobs, one function: in this process, or in local worker processes.

Keep this file free of imports: a worker imports it before its limits are set.
"""

"""我的工作台: what is overdue, what is next, what waits on others."""

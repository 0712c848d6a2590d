"""后台任务: the member's own long work, its progress, and what can be done about it."""

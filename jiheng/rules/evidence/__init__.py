"""Which material may support a score (文件B 第二十三条)."""

"""报告撰写 (文件B 第四章): the report bound to its data, opinions on it, its signature, key evaluations, bonds."""

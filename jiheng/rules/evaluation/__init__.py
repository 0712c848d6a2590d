"""Rolling up sample points, sub-projects and conclusions (文件B 第二十七、二十八条)."""

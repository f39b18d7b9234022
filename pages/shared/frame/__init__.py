"""What stands around every page: title, navigation, the current picture and the ways to bring one."""

"""Figures as people hand them in, and as they leave: nothing here knows a database.

| module | the one thing it answers |
|---|---|
| `numbers` | the number that a field or cell says, or why none was understood |
| `grids` | the cells of a pasted table or a sheet |
| `suspicion` | what looks wrong in a new value beside those before it |
| `records`, `package` | figures as a data package that others can count again |
| `catalogue` | what data there is, as DCAT-AP |
"""

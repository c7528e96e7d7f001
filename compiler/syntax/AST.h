#pragma once
// The syntax tree. Node.h: the base, ids, casting. Nodes.def: the list of kinds. Visit.h: walking.

#include "syntax/Declarations.h"
#include "syntax/Expressions.h"
#include "syntax/Patterns.h"
#include "syntax/Statements.h"

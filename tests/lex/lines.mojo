# comment
def f():
	x = 1 # tab counts one

	y = \
2
	z = a \
  + b
if a:
    b
  # comments do not matter

cd	e
g\ h

#include "driver/Main.h"

int main(int argc, char **argv) { return fornax::driver::main(argc, argv); }

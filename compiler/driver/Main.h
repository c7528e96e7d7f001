#pragma once

namespace fornax::driver {

/// The whole program.
int main(int argc, char **argv);

} // namespace fornax::driver

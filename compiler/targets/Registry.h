#pragma once
// The factories of the folders. Each answers to its own names and gives null for others.

#include "targets/Target.h"

namespace fornax::targets {

std::unique_ptr<Target> makeCpu(llvm::StringRef name, const Options &options);       // cpu/CPU.cpp
std::unique_ptr<Target> makeNvidia(llvm::StringRef name, const Options &options);    // nvidia/NVIDIA.cpp
std::unique_ptr<Target> makeSimulator(llvm::StringRef name, const Options &options); // simulator/Simulator.cpp
void appendNvidiaNames(std::vector<std::string> &names);

} // namespace fornax::targets

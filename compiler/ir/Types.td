// Types of places. `!fx.struct<"key">` is written in C++ (Types.h): its body is set once, after its name is known.
#ifndef FORNAX_IR_TYPES
#define FORNAX_IR_TYPES

include "ir/Dialect.td"

class Fx_Type<string name, string typeMnemonic> : TypeDef<Fx_Dialect, name> {
  let mnemonic = typeMnemonic;
}

def Fx_ArrayType : Fx_Type<"Array", "array"> {
  let summary = "`count` elements at the stride of `element`";
  let description = "Raw storage: a struct of the library around it knows how its elements live. `!fx.array<4 x f32>`.";
  let parameters = (ins "uint64_t":$count, "::mlir::Type":$element);
  let assemblyFormat = "`<` $count `x` $element `>`";
}

def Fx_UnionType : Fx_Type<"Union", "union"> {
  let summary = "raw storage for any one of the members";
  let description = "Largest size and alignment of the members, no lifecycle of its own. `!fx.union<i64, f32>`.";
  let parameters = (ins ArrayRefParameter<"::mlir::Type">:$members);
  let assemblyFormat = "`<` $members `>`";
}

def Fx_RefType : Fx_Type<"Ref", "ref"> {
  let summary = "the address of a place";
  let description = "`!fx.ref<i64>`, `!fx.ref<f32, 3>` in an address space.";
  let parameters = (ins "::mlir::Type":$pointee, DefaultValuedParameter<"unsigned", "0">:$space);
  let assemblyFormat = "`<` $pointee (`,` $space^)? `>`";
  let builders = [TypeBuilderWithInferredContext<(ins "::mlir::Type":$pointee, CArg<"unsigned", "0">:$space), [{
    return $_get(pointee.getContext(), pointee, space);
  }]>];
}

def Fx_OpaqueType : Fx_Type<"Opaque", "opaque"> {
  let summary = "stand-in for a type parameter in a self-check instance";
  let description = "Memory class, size unknown, never lowered. `!fx.opaque<\"T\", [copy, move, deinit]>`: what its bound allows.";
  let parameters = (ins "::mlir::StringAttr":$name, "unsigned":$flags);
  let hasCustomAssemblyFormat = 1;
  let builders = [TypeBuilder<(ins "::llvm::StringRef":$name, "unsigned":$flags), [{
    return $_get($_ctxt, ::mlir::StringAttr::get($_ctxt, name), flags);
  }]>];
  let extraClassDeclaration = [{
    bool has(OpaqueFlag flag) const { return getFlags() & unsigned(flag); }
  }];
}

#endif

import type { Emitter } from "./emitter.ts";
import type { Instruction } from "./function-writer.ts";
import type { BinaryName, Operation, UnaryName } from "./graph.ts";

/** Four numbers at once, or one. */
export type Width = "vector" | "single";

const TYPE = { vector: "f32x4", single: "f32" } as const;

const PLAIN: Readonly<Partial<Record<UnaryName | BinaryName, string>>> = {
  add: "add",
  sub: "sub",
  mul: "mul",
  div: "div",
  maximum: "max",
  sqrt: "sqrt",
  floor: "floor",
  abs: "abs",
};

/**
 * Pushes what an operation makes of its operands.
 * @param push pushes an operand, as often as it is called
 */
export function emitOperation(
  emitter: Emitter,
  operation: Extract<Operation, { kind: "unary" | "binary" }>,
  width: Width,
  push: readonly (() => void)[],
): void {
  const { code } = emitter;
  const [a, b] = push as readonly [() => void, () => void];
  const { name } = operation;
  const plain = PLAIN[name];
  const number = (value: number) => pushNumber(emitter, value, width);
  const compared = (with0: "lt" | "gt") => {
    a();
    number(0);
    code.do(`${TYPE[width]}.${with0}` as Instruction);
  };
  if (plain !== undefined) {
    for (const one of push) one();
    code.do(`${TYPE[width]}.${plain}` as Instruction);
    return;
  }
  switch (name) {
    case "relu":
      // a < 0 ? 0 : a, so that NaN passes.
      if (width === "vector") {
        a();
        number(0);
        code.do("f32x4.pmax");
      } else {
        number(0);
        a();
        compared("lt");
        code.do("select");
      }
      return;
    case "reluGradient":
      if (width === "vector") {
        a();
        b();
        number(0);
        code.do("f32x4.gt", "v128.and");
      } else {
        a();
        number(0);
        b();
        number(0);
        code.do("f32.gt", "select");
      }
      return;
    case "sign": {
      const part = (with0: "lt" | "gt") => {
        if (width === "vector") {
          compared(with0);
          number(1);
          code.do("v128.and");
        } else {
          number(1);
          number(0);
          compared(with0);
          code.do("select");
        }
      };
      part("gt");
      part("lt");
      code.do(`${TYPE[width]}.sub` as Instruction);
      return;
    }
    case "sigmoid":
      number(1);
      number(0);
      a();
      code.do(`${TYPE[width]}.sub` as Instruction);
      emitExponential(emitter, width);
      number(1);
      code.do(`${TYPE[width]}.add` as Instruction, `${TYPE[width]}.div` as Instruction);
  }
}

export function pushNumber({ code }: Emitter, value: number, width: Width): void {
  code.f32(value);
  if (width === "vector") code.do("f32x4.splat");
}

/** e to what is on the stack. */
export function emitExponential({ code, exponential }: Emitter, width: Width): void {
  if (width === "vector") code.call(exponential);
  else code.do("f32x4.splat").call(exponential).lane(0);
}

import type * as code from '../../server/main/emulator/emulator.ts';
import type * as face from 'parley/emulator';

/** The same type: each can stand for the other, with the same options and fields. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// What `parley/emulator` says of itself is what the code is. A difference is an error of the type check.
export const checks: readonly [Same<keyof code.Emulator, keyof face.Emulator>, Same<code.EmulatorOptions, face.EmulatorOptions>] = [true, true];
export const outward = (emulator: code.Emulator): face.Emulator => emulator;
export const inward = (emulator: face.Emulator): code.Emulator => emulator;

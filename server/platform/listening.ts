import { OperatorError } from '../base/errors.ts';

/**
 * Why a port cannot be listened on, as a sentence for the operator.
 * @param settings the names of what sets host and port.
 * @returns the error itself when it is none of those that an operator can mend.
 */
export function notListening(error: unknown, address: { readonly host: string; readonly port: number }, settings: { readonly host: string; readonly port: string }): unknown {
  const { code } = error as { code?: string };
  const sentence = (text: string): OperatorError => new OperatorError(text, { cause: error });
  if (code === 'EADDRINUSE') return sentence(`Port ${address.port} of ${address.host} is taken by another program: stop that one, or choose another port with ${settings.port}.`);
  if (code === 'EACCES') return sentence(`Port ${address.port} of ${address.host} is not allowed to this user: choose one from 1024 with ${settings.port}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return sentence(`${address.host} is no address of this machine: correct ${settings.host} (0.0.0.0 stands for all of them).`);
  return error;
}

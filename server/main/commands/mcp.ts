import { bridge } from '../../mcp/stdio.ts';
import { readClientConfig } from '../../platform/config.ts';
import type { Command } from './command.ts';
import { CommandError } from './errors.ts';

export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'Serve the tools for AI agents on standard input and output',
  options: { toolset: { value: 'NAME', help: 'parley, or dixa for the names of the vendor’s own server' } },
  async run(values) {
    const { url, token } = readClientConfig(process.env);
    if (token === undefined) throw new CommandError('PARLEY_TOKEN is not set: it is the token whose tools are served. PARLEY_URL says where the server is.');
    const query = typeof values.toolset === 'string' ? `?${new URLSearchParams({ toolset: values.toolset }).toString()}` : '';
    await bridge({ url: `${url}/mcp${query}`, token, input: process.stdin, output: process.stdout, say: (line) => void process.stderr.write(`${line}\n`) });
  },
};

/**
 * Code samples of a request, each a whole program that uses what its language brings along. Pure: the server renders them
 * into the page, and the browser writes them anew when the reader changes the request. Libraries that do this were tried
 * first; they dropped ports or queries and broke texts with line breaks, which the sample runner would not have let through.
 */

/** A request to show. */
export interface SampleRequest {
  readonly method: string;
  /** Absolute, query included. */
  readonly url: string;
  readonly token: string;
  /** JSON; undefined for none. */
  readonly body?: unknown;
  /** A file to upload instead of a body. */
  readonly upload?: { readonly field: string; readonly file: string; readonly type: string };
}

type Writer = (request: SampleRequest) => string;

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);
/** A literal in quotation marks, for the languages in which JSON's is one. */
const quoted = (text: string): string => JSON.stringify(text);
const single = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const authorization = (request: SampleRequest): string => `Bearer ${request.token}`;

const curl: Writer = (request) => {
  const lines = [`curl --request ${request.method} ${shell(request.url)}`, `--header ${shell(`Authorization: ${authorization(request)}`)}`];
  if (request.upload) lines.push(`--form ${shell(`${request.upload.field}=@${request.upload.file};type=${request.upload.type}`)}`);
  if (request.body !== undefined) lines.push(`--header 'Content-Type: application/json'`, `--data ${shell(json(request.body))}`);
  return lines.join(' \\\n  ');
};

/** What both worlds of JavaScript share: the call itself. `body` is an expression. */
function fetchCall(request: SampleRequest, body: string | undefined): string {
  const headers = [`    Authorization: ${single(authorization(request))},`, ...(request.body === undefined ? [] : [`    'Content-Type': 'application/json',`])];
  return [
    `const response = await fetch(${single(request.url)}, {`,
    `  method: '${request.method}',`,
    '  headers: {',
    ...headers,
    '  },',
    ...(body === undefined ? [] : [`  body: ${body},`]),
    '});',
  ].join('\n');
}

const javascriptBody = (request: SampleRequest): string | undefined => (request.body === undefined ? undefined : `JSON.stringify(${indent(json(request.body), '  ')})`);

const javascript: Writer = (request) => {
  const { upload } = request;
  const form = upload
    ? `// In a page: const [file] = document.querySelector('input[type=file]').files\nconst file = new Blob(['a picture'], { type: ${single(upload.type)} });\nconst form = new FormData();\nform.append(${single(upload.field)}, file, ${single(upload.file)});\n\n`
    : '';
  return `${form}${fetchCall(request, upload ? 'form' : javascriptBody(request))}\n\nconsole.log(response.status, await response.text());`;
};

const node: Writer = (request) => {
  const { upload } = request;
  const head = upload
    ? `import { openAsBlob } from 'node:fs';\n\nconst form = new FormData();\nform.append(${single(upload.field)}, await openAsBlob(${single(upload.file)}, { type: ${single(upload.type)} }), ${single(upload.file)});\n\n`
    : '';
  return `// Node.js 20 or newer, as a module\n${head}${fetchCall(request, upload ? 'form' : javascriptBody(request))}
if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`);

const text = await response.text();
console.log(text === '' ? 'done' : JSON.parse(text));`;
};

/** JSON as Python writes it. Strings are JSON's own. */
function pythonLiteral(value: unknown, by: string): string {
  const inner = `${by}    `;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value) ? value.map((item) => pythonLiteral(item, inner)) : Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonLiteral(item, inner)}`);
  return entries.length === 0 ? `${open}${close}` : `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${by}${close}`;
}

const python: Writer = (request) => {
  const { upload, body } = request;
  const lines = [...(body === undefined ? [] : ['import json']), 'import urllib.request', ''];
  const headers = [`"Authorization": ${quoted(authorization(request))}`];
  if (body !== undefined) {
    lines.push(`body = ${pythonLiteral(body, '')}`, '');
    headers.push(`"Content-Type": "application/json"`);
  }
  if (upload) {
    lines.push(
      `with open(${quoted(upload.file)}, "rb") as file:`,
      '    content = file.read()',
      `head = '--cut\\r\\nContent-Disposition: form-data; name="${upload.field}"; filename="${upload.file}"\\r\\nContent-Type: ${upload.type}\\r\\n\\r\\n'`,
      'body = head.encode() + content + b"\\r\\n--cut--\\r\\n"',
      '',
    );
    headers.push(`"Content-Type": "multipart/form-data; boundary=cut"`);
  }
  const data = upload ? ['    data=body,'] : body === undefined ? [] : ['    data=json.dumps(body).encode(),'];
  lines.push(
    'request = urllib.request.Request(',
    `    ${quoted(request.url)},`,
    `    method=${quoted(request.method)},`,
    '    headers={',
    ...headers.map((header) => `        ${header},`),
    '    },',
    ...data,
    ')',
    'with urllib.request.urlopen(request) as response:',
    '    print(response.status, response.read().decode())',
  );
  return lines.join('\n');
};

const java: Writer = (request) => {
  const { upload, body } = request;
  const block = (text: string): string => `"""\n${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""')}"""`.replaceAll('\n', '\n        ');
  const before = upload
    ? `    byte[] content = Files.readAllBytes(Path.of(${quoted(upload.file)}));
    String head = "--cut\\r\\nContent-Disposition: form-data; name=\\"${upload.field}\\"; filename=\\"${upload.file}\\"\\r\\nContent-Type: ${upload.type}\\r\\n\\r\\n";
    var body = HttpRequest.BodyPublishers.concat(
        HttpRequest.BodyPublishers.ofString(head),
        HttpRequest.BodyPublishers.ofByteArray(content),
        HttpRequest.BodyPublishers.ofString("\\r\\n--cut--\\r\\n"));
`
    : body === undefined
      ? ''
      : `    var body = HttpRequest.BodyPublishers.ofString(${block(json(body))});\n`;
  const type = upload ? 'multipart/form-data; boundary=cut' : body === undefined ? undefined : 'application/json';
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
${upload ? 'import java.nio.file.Files;\nimport java.nio.file.Path;\n' : ''}
public class Sample {
  public static void main(String[] args) throws Exception {
${before}    var request = HttpRequest.newBuilder(URI.create(${quoted(request.url)}))
        .header("Authorization", ${quoted(authorization(request))})
${type ? `        .header("Content-Type", "${type}")\n` : ''}        .method("${request.method}", ${before === '' ? 'HttpRequest.BodyPublishers.noBody()' : 'body'})
        .build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.body());
  }
}`;
};

const csharp: Writer = (request) => {
  const { upload, body } = request;
  const content = upload
    ? `
using var form = new MultipartFormDataContent();
var file = new ByteArrayContent(await File.ReadAllBytesAsync(${quoted(upload.file)}));
file.Headers.ContentType = new MediaTypeHeaderValue("${upload.type}");
form.Add(file, "${upload.field}", ${quoted(upload.file)});
request.Content = form;
`
    : body === undefined
      ? ''
      : `\nrequest.Content = new StringContent("""\n${json(body)}\n""", Encoding.UTF8, "application/json");\n`;
  return `using System.Net.Http.Headers;
${body === undefined ? '' : 'using System.Text;\n'}
using var client = new HttpClient();
using var request = new HttpRequestMessage(new HttpMethod("${request.method}"), ${quoted(request.url)});
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ${quoted(request.token)});
${content}
using var response = await client.SendAsync(request);
Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");`;
};

const php: Writer = (request) => {
  const { upload, body } = request;
  const headers = [single(`Authorization: ${authorization(request)}`), ...(body === undefined ? [] : [`'Content-Type: application/json'`])];
  const fields = upload ? `[${single(upload.field)} => new CURLFile(${single(upload.file)}, ${single(upload.type)})]` : body === undefined ? undefined : `<<<'JSON'\n${json(body)}\nJSON`;
  return `<?php

$curl = curl_init(${single(request.url)});
curl_setopt_array($curl, [
    CURLOPT_CUSTOMREQUEST => '${request.method}',
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [${headers.join(', ')}],
${fields === undefined ? '' : `    CURLOPT_POSTFIELDS => ${fields},\n`}]);
$answer = curl_exec($curl);
echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;`;
};

const goText = (text: string): string => (text.includes('`') ? quoted(text) : `\`${text}\``);

const go: Writer = (request) => {
  const { upload, body } = request;
  const imports = ['fmt', 'io', 'net/http', ...(upload ? ['bytes', 'mime/multipart', 'os'] : []), ...(body === undefined ? [] : ['strings'])].toSorted();
  const before = upload
    ? `\tcontent, err := os.ReadFile(${quoted(upload.file)})
\tif err != nil {
\t\tpanic(err)
\t}
\tvar body bytes.Buffer
\tform := multipart.NewWriter(&body)
\tpart, _ := form.CreateFormFile("${upload.field}", ${quoted(upload.file)})
\tpart.Write(content)
\tform.Close()
`
    : body === undefined
      ? ''
      : `\tbody := strings.NewReader(${goText(json(body))})\n`;
  const type = upload ? 'form.FormDataContentType()' : body === undefined ? undefined : '"application/json"';
  return `package main

import (
${imports.map((name) => `\t"${name}"`).join('\n')}
)

func main() {
${before}\trequest, err := http.NewRequest("${request.method}", ${quoted(request.url)}, ${upload ? '&body' : body === undefined ? 'nil' : 'body'})
\tif err != nil {
\t\tpanic(err)
\t}
\trequest.Header.Set("Authorization", ${quoted(authorization(request))})
${type ? `\trequest.Header.Set("Content-Type", ${type})\n` : ''}\tresponse, err := http.DefaultClient.Do(request)
\tif err != nil {
\t\tpanic(err)
\t}
\tdefer response.Body.Close()
\tanswer, _ := io.ReadAll(response.Body)
\tfmt.Println(response.StatusCode, string(answer))
}`;
};

const ruby: Writer = (request) => {
  const { upload, body } = request;
  const content = upload
    ? `request.set_form([['${upload.field}', File.open(${single(upload.file)}), { content_type: '${upload.type}' }]], 'multipart/form-data')\n`
    : body === undefined
      ? ''
      : `request['Content-Type'] = 'application/json'\nrequest.body = <<~'JSON'\n  ${indent(json(body), '  ')}\nJSON\n`;
  const kind = request.method[0]! + request.method.slice(1).toLowerCase();
  return `require 'net/http'

uri = URI(${single(request.url)})
request = Net::HTTP::${kind}.new(uri)
request['Authorization'] = ${single(authorization(request))}
${content}
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }
puts "#{response.code} #{response.body}"`;
};

const r: Writer = (request) => {
  const { upload, body } = request;
  const content = upload
    ? `  req_body_multipart(${upload.field} = curl::form_file(${quoted(upload.file)}, "${upload.type}")) |>\n`
    : body === undefined
      ? ''
      : `  req_body_raw(r"---(${json(body)})---", "application/json") |>\n`;
  return `library(httr2)

response <- request(${quoted(request.url)}) |>
  req_method("${request.method}") |>
  req_headers(Authorization = ${quoted(authorization(request))}) |>
${content}  req_perform()

cat(resp_status(response), rawToChar(response$body), "\\n")`;
};

/** The languages in the order of their tabs. */
export const languages = [
  { id: 'curl', name: 'curl', write: curl },
  { id: 'javascript', name: 'JavaScript', write: javascript },
  { id: 'node', name: 'Node.js', write: node },
  { id: 'python', name: 'Python', write: python },
  { id: 'java', name: 'Java', write: java },
  { id: 'csharp', name: 'C#', write: csharp },
  { id: 'php', name: 'PHP', write: php },
  { id: 'go', name: 'Go', write: go },
  { id: 'ruby', name: 'Ruby', write: ruby },
  { id: 'r', name: 'R', write: r },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly write: Writer }[];

import { describe, expect, test } from 'vitest';
import { BadSettingError, readSettings, reportSettings } from '../src/settings/index.ts';

const read = (text: string) => readSettings({}, { HUB_CORS_ORIGINS: text }).corsOrigins;

test('origins are read as they are, and none as none', () => {
  expect(read('https://a.example.org')).toEqual(['https://a.example.org']);
  expect(read('https://a.example.org:8443, http://localhost:5173,http://[::1]:3000')).toEqual([
    'https://a.example.org:8443',
    'http://localhost:5173',
    'http://[::1]:3000',
  ]);
  expect(read('none')).toEqual([]);
  expect(read('')).toBeUndefined();
  const shown = (text: string) =>
    reportSettings({}, { HUB_CORS_ORIGINS: text }).find(({ variable }) => variable === 'HUB_CORS_ORIGINS')
      ?.value;
  expect([shown('none'), shown('http://a,http://b'), shown('')]).toEqual([
    'none',
    'http://a,http://b',
    undefined,
  ]);
});

describe('anything else is told why', () => {
  test.each<[string, RegExp]>([
    ['*', /nobody named/],
    ['https://*.example.org', /nobody named/],
    ['null', /of every page that has none/],
    ['localhost:5173', /http:\/\/ or https:\/\//],
    ['a.example.org', /http:\/\/ or https:\/\//],
    ['ftp://a.example.org', /http:\/\/ or https:\/\//],
    ['https://', /http:\/\/ or https:\/\//],
    ['https://a.example.org/', /"https:\/\/a\.example\.org"/],
    ['https://a.example.org/app', /as browsers send it/],
    ['https://A.example.org', /"https:\/\/a\.example\.org"/],
    ['https://a.example.org:443', /"https:\/\/a\.example\.org"/],
    ['https://bücher.example', /"https:\/\/xn--bcher-kva\.example"/],
    ['https://user:password@a.example.org', /as browsers send it/],
    ['https://a.example.org,', /empty/],
    ['https://a.example.org https://b.example.org', /http:\/\/ or https:\/\//],
  ])('%s', (text, reason) => {
    expect(() => read(text)).toThrow(BadSettingError);
    expect(() => read(text)).toThrow(reason);
    expect(() => read(text)).toThrow(/HUB_CORS_ORIGINS \(--cors-origins/);
  });
});

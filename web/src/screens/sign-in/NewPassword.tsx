import { PasswordInput } from '@mantine/core';
import { useTexts } from '@quitus/ui';

const shortest = 12;

/** Whether a new password has the length the server asks for. */
export function isLongEnough(password: string): boolean {
  return password.length >= shortest;
}

interface NewPasswordProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly size?: 'sm' | 'md';
}

/** The box of a new password, which says what is missing while one types. */
export function NewPassword({ label, value, onChange, autoFocus = false, size = 'sm' }: NewPasswordProps) {
  const words = useTexts().signIn.welcome;
  const missing = shortest - value.length;
  return (
    <PasswordInput
      size={size}
      name="password"
      autoComplete="new-password"
      autoFocus={autoFocus}
      required
      withAsterisk={false}
      minLength={shortest}
      maxLength={200}
      label={label}
      description={value !== '' && missing > 0 ? words.tooShort(missing) : words.passwordHelp}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

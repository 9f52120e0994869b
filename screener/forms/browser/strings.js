// What has to be said before there are rules; all other strings come with the rules (strings.json), and a site may override all.
export const STRINGS = {
  en: {
    loading: 'Loading the questions…',
    loadFailed: 'The questions could not be loaded ({why}).',
    version: 'These rules are of version {found}, this form reads version {wanted}. Compile the protocol again with the same release as this form.',
    notRules: 'This is not a bundle of rules for a form.',
  },
};

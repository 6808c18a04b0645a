import { z } from 'zod'

// The page's policy allows no code made from strings, which zod would try to be faster with. Imported before any schema.
z.config({ jitless: true })

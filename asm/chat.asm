; chat.asm: the chat loop. It prompts, reads a line and writes the reply. It doesn't depend on machine or network.
;
; THE PARTS. A machine's file, machines/NAME.asm, is the main source. It includes these files, usually in this order:
;
;   model-equates.asm   sizes, the contract's numbers, and the machine's addresses: `zmlm build` writes it
;                       (here follow the machine's own routines)
;   chat.asm            the chat loop: this file. It includes model-talk.asm, which `zmlm build` writes, if the
;                       program says more than replies
;   game.asm            the game of so many questions, if the build asks for one; chat.asm includes it
;   engine.asm          the network: from a question to its reply, one character at a time
;   model-tables.asm    charset, biases, weights: `zmlm build` writes it
;   memory.asm          the engine's variables and tables: always last, because they begin where the program ends
;
; WHAT A MACHINE'S FILE MUST DEFINE. Its routines may destroy all registers: both sets, IX and IY. On entry, registers
; hold what the engine left in them; interrupts are on or off as they were when the machine called `prepare`. If the
; firmware needs other values, the routines set them before each call to it and restore the old ones after.
;
;   start           the program's entry. It checks that there is memory up to MEMORY_NEEDED, sets SP to the end of
;                   memory, calls `prepare` once, and jumps to `chat`. If BANNER isn't 0, it calls `introduce` before
;                   `prepare`, which may take seconds, unless it won't chat.
;   read_line       reads a typed line: at most MAX_QUESTION characters, echoed, with a key that deletes the last one.
;                   It leaves the cursor at the beginning of the next line. Out: HL -> text, B = its length. It may
;                   use the buffer `line`: MAX_QUESTION+2 bytes, which the engine doesn't touch until it has read
;                   the question. If the user pressed the machine's break key, the line must begin with BREAK.
;   put_character   writes a character. In: A = 20h to 7Eh; 13 = carriage return, 10 = line feed.
;   leave           returns to the system. The chat loop jumps here.
;   bank_in         only if QUERY_BANKS isn't 0, which is for machines with banks of memory. Pages in one of the banks
;                   that hold weights, at BANK_WINDOW. In: A = which, from 0. It may destroy AF, BC and HL. The code up to
;                   the engine's tables, and the stack, lie below BANK_WINDOW; STACK_END is the end of the stack.
;   bank_out        pages in the bank that is part of the program's memory. It may destroy AF and BC.
;
; The machine's TypeScript file, src/machines/NAME.ts, gives these numbers:
;
;   ORIGIN          address of the program
;   MEMORY_END      first address that the program must leave alone; 10000h if it may use all memory. If memory may
;                   end elsewhere on some machines, `start` must find out where.
;   WORK_PAGES      address of eight pages outside the program, e.g. screen memory, that nothing else writes to after
;                   `prepare`; 0 if there are none.

BREAK:          equ 3

; chat: answers questions until the user types `!` or the break key, then leaves. If QUESTIONS isn't 0, it is a game
; (game.asm), and that ends.
chat:
        if BANNER=2
        call newline            ; after the dots
        endif
        if QUESTIONS
        call game_start
        endif
chat_next:
        if QUESTIONS
        call game_prompt
        endif
        ld a,'>'
        call put_character
        ld a,' '
        call put_character
        call read_line
        call trim
        jr z,chat_next
        ld a,(hl)
        cp BREAK
        jp z,leave
        cp '!'
        jr nz,chat_answer
        dec b
        jp z,leave              ; the line is just `!`
        inc b
chat_answer:
        call answer
        if QUESTIONS
        call game_next
        jp nc,leave
        endif
        jr chat_next

; answer: writes the reply to a question, and ends the line.
; In:       HL -> question, trimmed; B = its length, 1 to MAX_QUESTION
; Destroys: everything
answer:
        call reply_start
        if QUESTIONS
        call game_listen
        endif
answer_next:
        call reply_next
        jr nc,newline
        if QUESTIONS
        call game_hear
        endif
        call put_character
        jp answer_next

; newline: ends the line. Destroys: everything.
newline:
        ld a,13
        call put_character
        ld a,10
        jp put_character

        include "trim.asm"

        if BANNER=1 || QUESTIONS
        include "model-talk.asm"

; write_text: In: HL -> text that ends with 0. Destroys: everything.
write_text:
        ld a,(hl)
        or a
        ret z
        inc hl
        push hl
        call put_character
        pop hl
        jr write_text
        endif

        if BANNER=1
; introduce: says who it is and how to leave, in a line. Destroys: everything.
introduce:
        ld hl,banner
        call write_text
        jp newline
        endif

        if BANNER=2
; introduce: shows a dot, and lets show_dot show more. Destroys: everything.
introduce:
        xor a
        ld (show_dot),a         ; a nop

; show_dot: shows a dot, if it will chat, as a sign of life: `prepare` calls it now and then (columns/expand.asm).
; Destroys: AF, BC, DE, HL, IY, HL'
show_dot:
        ret
        push ix
        exx
        push bc
        push de
        ld a,'.'
        call put_character
        exx
        pop de
        pop bc
        exx
        pop ix
        ret
        endif

        if QUESTIONS
        include "game.asm"
        endif

; machines/library.asm: the network as a library for other programs, of any machine. `zmlm build --library` writes it as one
; source, with a prefix before each name, and a header that says how to call it.
;
; Routines keep IX, IY and the second register set, which some firmware owns: they are as at the call when a routine
; returns, and when `ask_each` calls the caller's routine.

        include "model-equates.asm"

        org ORIGIN

; start: a table of jumps, for programs that are assembled apart from this one.
start:
init:   jp init_engine
ask:    jp ask_buffer
ask_each: jp ask_characters

; init_engine: call it once, before anything else. Destroys: AF, BC, DE, HL.
init_engine:
        call keep
        call prepare
        jp give_back

; ask_buffer: writes the reply to a question into memory.
; In:       HL -> question, B = its length, DE -> MAX_REPLY+1 bytes
; Out:      the reply, with a 0 behind it; A = its length
; Destroys: F, BC, DE, HL
ask_buffer:
        ld (reply_at),de
        call begin
        jr z,buffer_end         ; it is empty, and so is the reply
buffer_next:
        call reply_next
        jr nc,buffer_end
        ld hl,(reply_at)
        ld (hl),a
        inc hl
        ld (reply_at),hl
        ld hl,reply_count
        inc (hl)
        jr buffer_next
buffer_end:
        ld hl,(reply_at)
        ld (hl),0
        ld a,(reply_count)
        jp give_back

; ask_characters: hands the reply to a routine of the caller's, a character at a time.
; In:       HL -> question, B = its length, DE = address of the routine. It gets A = a character, and may destroy AF, BC,
;           DE and HL
; Out:      A = length of the reply
; Destroys: F, BC, DE, HL
ask_characters:
        ld (reply_at),de
        call begin
        jr z,characters_end
characters_next:
        call reply_next
        jr nc,characters_end
        call give_back
        call character
        call keep
        ld hl,reply_count
        inc (hl)
        jr characters_next
characters_end:
        ld a,(reply_count)
        jp give_back
character:
        ld hl,(reply_at)
        jp (hl)

; begin: reads a question. In: HL -> text, B = length. Out: Z if there is nothing in it. Destroys: everything.
begin:
        call keep
        xor a
        ld (reply_count),a
        call trim
        ret z
        ld a,MAX_QUESTION
        cp b
        jr nc,begin_read
        ld b,a
        call trim               ; the cut may have left a blank at its end
begin_read:
        call reply_start
        or 1
        ret

; keep: notes the caller's registers. Destroys: F.
keep:
        ld (caller_ix),ix
        ld (caller_iy),iy
        ex af,af'
        push af
        ex af,af'
        exx
        ld (caller_bc),bc
        ld (caller_de),de
        ld (caller_hl),hl
        pop hl
        ld (caller_af),hl
        exx
        ret

; give_back: restores them. Destroys: nothing of the main set.
give_back:
        ld ix,(caller_ix)
        ld iy,(caller_iy)
        exx
        ld hl,(caller_af)
        push hl
        ld bc,(caller_bc)
        ld de,(caller_de)
        ld hl,(caller_hl)
        exx
        ex af,af'
        pop af
        ex af,af'
        ret

caller_ix:      dw 0
caller_iy:      dw 0
caller_af:      dw 0            ; of the second set, and the next three
caller_bc:      dw 0
caller_de:      dw 0
caller_hl:      dw 0
reply_at:       dw 0            ; -> where the next character goes, or the caller's routine
reply_count:    db 0            ; characters so far

        include "trim.asm"
        include "engine.asm"
        include "model-tables.asm"
        include "memory.asm"

end_of_memory:  equ MEMORY_NEEDED-STACK_BYTES
